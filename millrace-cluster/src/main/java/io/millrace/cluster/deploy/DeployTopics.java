package io.millrace.cluster.deploy;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.environment.Environment;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.Policies;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.RestorePoint;
import io.millrace.flink.job.StateFile;
import io.millrace.flink.launch.InputTopics;
import io.millrace.flink.launch.JobClients;
import io.millrace.flink.launch.LaunchTarget;
import io.millrace.flink.launch.PreparedPipeline;
import io.millrace.flink.log.StartPosition;
import io.millrace.kafka.preflight.ClusterFacts;
import io.millrace.kafka.preflight.Preflight;
import io.millrace.kafka.preflight.TopicSafety;
import io.millrace.kafka.preflight.TransactionProbe;
import io.millrace.kafka.topic.TopicIds;
import io.millrace.kafka.topic.TopicPositions;
import io.millrace.kafka.topic.Topics;
import io.millrace.kafka.transaction.OpenTransactions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** Looks whether an environment's brokers can keep a pipeline's guarantee, and makes its topics. */
final class DeployTopics {

    private final Environment environment;
    private final PreparedPipeline prepared;
    private final Admin admin;
    private final DeployListener listener;

    DeployTopics(Environment environment, PreparedPipeline prepared, Admin admin, DeployListener listener) {
        this.environment = environment;
        this.prepared = prepared;
        this.admin = admin;
        this.listener = listener;
    }

    /** Whether the brokers can keep the guarantee, before anything is made. */
    ClusterFacts check() {
        boolean withTransactions = prepared.pipeline().policies().delivery() == Delivery.EXACTLY_ONCE;
        ClusterFacts facts = ClusterFacts.ask(admin, environment.kafka().bootstrapServers(), withTransactions);
        refuse(preflight().cluster(facts));
        if (withTransactions) {
            TransactionProbe.run(
                    prepared.producer(target(facts, StartPosition.EARLIEST, false)),
                    JobClients.transactionPrefix(prepared.pipeline().name()));
        }
        return facts;
    }

    private LaunchTarget target(ClusterFacts facts, StartPosition start, boolean acceptsLoss) {
        return new LaunchTarget(
                environment.kafka(),
                facts.greatestTimeout(),
                "the brokers' greatest: no shorter outage loses a commit",
                start,
                acceptsLoss,
                Map.of(),
                Clock.systemUTC());
    }

    /** Where the job goes, once its topics exist: positions are looked up now, so that a second start finds the same. */
    LaunchTarget target(ClusterFacts facts, DeployStart start) {
        if (start.acceptsLoss()) {
            listener.progress("! what brokers gave up of its last checkpoint stays missing; the workers' logs name it");
        }
        TopicPositions positions = new TopicPositions(admin, environment.kafka().bootstrapServers());
        return target(
                facts,
                switch (start.from()) {
                    case EARLIEST -> StartPosition.EARLIEST;
                    case LATEST, TIME ->
                        new StartPosition(positions.from(prepared.topics().read(), start.time()));
                },
                start.acceptsLoss());
    }

    /** Of a pipeline that begins anew, after what it had was forgotten. */
    void make(StateFile directory, boolean isFresh, int brokers) {
        String servers = environment.kafka().bootstrapServers();
        Topics topics = new Topics(admin, servers);
        InputTopics inputs = new InputTopics(directory);
        if (isFresh) {
            forget(directory, topics);
        } else if (prepared.state().restorePoint().isPresent()) {
            refuse(inputs.replaced(prepared, admin));
            endOrphans();
        }
        prepared.topics().ensure(topics, brokers).forEach(listener::progress);
        refuse(unsafe(ClusterFacts.topics(admin, servers, prepared.topics().all())));
        TopicIds ids = TopicIds.of(admin, prepared.topics().all(), InputTopics.PATIENCE);
        inputs.keep(ids.only(prepared.topics().read()));
    }

    private Preflight preflight() {
        Policies policies = prepared.pipeline().policies();
        return new Preflight(prepared.pipeline().name(), policies.delivery(), policies.checkpoint());
    }

    private List<Problem> unsafe(List<TopicSafety> topics) {
        Preflight preflight = preflight();
        Set<String> read = prepared.topics().read();
        Set<String> written = prepared.topics().written();
        Set<String> upserts = prepared.topics().upserts();
        List<Problem> problems = new ArrayList<>();
        for (TopicSafety topic : topics) {
            if (read.contains(topic.topic())) {
                problems.addAll(preflight.read(topic));
            }
            if (written.contains(topic.topic())) {
                problems.addAll(preflight.written(topic, upserts.contains(topic.topic())));
            }
        }
        return problems;
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
    }

    /**
     * Transactions that are open although a clean stop committed all there were: a worker began them while it was cut off.
     * After a crash the sinks do it themselves, since they know which are still to be committed.
     */
    private void endOrphans() {
        if (prepared.state().restorePoint().filter(RestorePoint::isCleanStop).isPresent()) {
            OpenTransactions.abort(
                    admin, JobClients.transactionPrefix(prepared.pipeline().name()));
        }
    }

    private void forget(StateFile directory, Topics topics) {
        prepared.state().beginForgetting();
        OpenTransactions.abort(
                admin, JobClients.transactionPrefix(prepared.pipeline().name()));
        prepared.topics().forget(topics);
        JobState.forget(directory, Set.of(DeploymentNumber.FILE));
    }
}
