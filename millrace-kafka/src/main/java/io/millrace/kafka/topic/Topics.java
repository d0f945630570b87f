package io.millrace.kafka.topic;

import static java.util.Objects.requireNonNull;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Makes topics, makes existing ones match, and deletes them. Thread-safe; does not own the client. */
public final class Topics {

    private final Admin admin;
    private final AdminCalls calls;
    private final TopicSettings settings;

    /** @param bootstrapServers what {@code admin} connects to, for messages */
    public Topics(Admin admin, String bootstrapServers) {
        this.admin = admin;
        this.calls = new AdminCalls(bootstrapServers);
        this.settings = new TopicSettings(admin, calls);
    }

    /**
     * Makes what is missing and changes settings that do not match; changes nothing at all if one of the topics cannot
     * be as asked. Returns once every topic has a leader for each partition.
     *
     * @return what was done, in words, e.g. {@code created topic 'orders' with 6 partitions}
     * @throws MillraceException with every conflict found: {@code TOPIC_CONFLICT}, {@code TABLE_OPTION} for a name that
     *     Kafka does not take; {@code KAFKA_UNREACHABLE}
     */
    public List<String> ensure(Collection<TopicSpec> wanted) {
        Map<String, TopicSpec> specs = new TreeMap<>();
        wanted.forEach(spec -> specs.put(spec.name(), spec));
        refuse(badNames(specs.keySet()));
        Set<String> present = names();
        refuse(collisions(specs.keySet(), present));
        Map<String, TopicDescription> described =
                describe(specs.keySet().stream().filter(present::contains).toList());
        refuse(described.values().stream()
                .flatMap(topic -> new TopicPlan(requireNonNull(specs.get(topic.name())))
                        .conflict(topic.partitions().size()).stream())
                .toList());

        List<String> done = new ArrayList<>();
        create(
                specs.values().stream()
                        .filter(spec -> !described.containsKey(spec.name()))
                        .toList(),
                done);
        specs.keySet().retainAll(described.keySet());
        settings.align(specs, done);
        return done;
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
    }

    private static List<Problem> badNames(Collection<String> names) {
        return names.stream()
                .flatMap(name -> TopicName.problemOf(name).stream()
                        .map(problem -> Problem.of(
                                ErrorCode.TABLE_OPTION,
                                "the topic name '" + name + "' " + problem,
                                "choose another name with the option 'topic'")))
                .toList();
    }

    private static List<Problem> collisions(Set<String> wanted, Set<String> present) {
        List<Problem> problems = new ArrayList<>();
        for (String name : wanted) {
            present.stream()
                    .filter(other -> TopicName.collide(name, other))
                    .map(other -> Problem.of(
                            ErrorCode.TOPIC_CONFLICT,
                            "topic '%s' cannot stand beside '%s': Kafka takes '.' and '_' for one"
                                    .formatted(name, other),
                            "choose another name with the option 'topic', or delete '" + other + "'"))
                    .forEach(problems::add);
        }
        return problems;
    }

    /** Every topic but Kafka's own. */
    public Set<String> names() {
        return calls.await(admin.listTopics(new ListTopicsOptions()).names(), "list topics");
    }

    /** How many partitions a topic has; empty if there is no such topic. */
    public OptionalInt partitions(String name) {
        return describe(List.of(name)).values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .findFirst();
    }

    /** What topics lack while brokers are away or behind; of those that exist and that this user may look at. */
    public MissingReplicas missingReplicas(Collection<String> names) {
        Predicate<@Nullable Throwable> isSkipped = failure ->
                failure instanceof UnknownTopicOrPartitionException || failure instanceof AuthorizationException;
        Map<String, TopicDescription> topics =
                answers(admin.describeTopics(names).topicNameValues(), "describe topic", isSkipped);
        Map<String, KafkaFuture<Config>> asked = new HashMap<>();
        admin.describeConfigs(topics.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values()
                .forEach((topic, answer) -> asked.put(topic.name(), answer));
        Map<String, Integer> minInSync = new HashMap<>();
        answers(asked, "describe the settings of topic", isSkipped)
                .forEach((name, config) -> minInSync.put(
                        name,
                        Integer.valueOf(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                                .value())));
        return MissingReplicas.in(topics.values(), minInSync);
    }

    private Map<String, TopicDescription> describe(Collection<String> names) {
        return answers(
                admin.describeTopics(names).topicNameValues(),
                "describe topic",
                failure -> failure instanceof UnknownTopicOrPartitionException);
    }

    /** By topic. @param isSkipped failures that leave a topic out */
    private <T> Map<String, T> answers(
            Map<String, KafkaFuture<T>> asked, String action, Predicate<@Nullable Throwable> isSkipped) {
        Map<String, T> found = new HashMap<>();
        asked.forEach((name, answer) -> {
            try {
                found.put(name, calls.await(answer, action + " '" + name + "'"));
            } catch (MillraceException e) {
                if (!isSkipped.test(e.getCause())) {
                    throw e;
                }
            }
        });
        return found;
    }

    private void create(List<TopicSpec> missing, List<String> done) {
        if (missing.isEmpty()) {
            return;
        }
        int brokers = calls.await(admin.describeCluster().nodes(), "describe the cluster")
                .size();
        List<NewTopic> topics = missing.stream()
                .map(spec -> new TopicPlan(spec).create(brokers))
                .toList();
        Map<String, KafkaFuture<Void>> answers = admin.createTopics(topics).values();
        for (NewTopic topic : topics) {
            if (created(topic.name(), requireNonNull(answers.get(topic.name())))) {
                done.add("created topic '%s' with %d %s"
                        .formatted(
                                topic.name(),
                                topic.numPartitions(),
                                topic.numPartitions() == 1 ? "partition" : "partitions"));
            }
        }
        Set<String> names = missing.stream().map(TopicSpec::name).collect(Collectors.toSet());
        calls.awaitThat("find the new topics " + names, () -> haveLeaders(names));
    }

    private boolean created(String name, KafkaFuture<Void> answer) {
        try {
            calls.await(answer, "create topic '" + name + "'");
            return true;
        } catch (MillraceException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private boolean haveLeaders(Set<String> names) {
        Map<String, TopicDescription> described = describe(names);
        return described.size() == names.size()
                && described.values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.leader() != null
                                && !partition.leader().isEmpty());
    }

    /** Deletes topics with all they hold and returns once they are gone; harmless for a topic that does not exist. */
    public void delete(Collection<String> names) {
        admin.deleteTopics(names).topicNameValues().forEach((name, answer) -> {
            try {
                calls.await(answer, "delete topic '" + name + "'");
            } catch (MillraceException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        });
        calls.awaitThat("forget the topics " + names, () -> names().stream().noneMatch(names::contains));
    }
}
