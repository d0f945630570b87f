package io.millrace.flink.launch;

import io.millrace.core.delivery.Replication;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.side.SideRecords;
import io.millrace.kafka.topic.TopicSpec;
import io.millrace.kafka.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The topics of one pipeline. Inputs are made if they are missing, and otherwise left as their owner made them. */
public final class PipelineTopics {

    /** A record of the greatest size that brokers take by default, and our headers beside it. */
    private static final Map<String, String> ROOM_FOR_HEADERS = Map.of("max.message.bytes", "4194304");

    private final Pipeline pipeline;
    private final List<StreamBinding> inputs;
    private final List<StreamBinding> outputs;

    public PipelineTopics(Pipeline pipeline, List<StreamBinding> inputs, List<StreamBinding> outputs) {
        this.pipeline = pipeline;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** @return what was done, in words */
    public List<String> ensure(Topics topics, int brokers) {
        Set<String> present = topics.names();
        int replication = Replication.of(pipeline.policies().profile(), brokers).factor();
        List<TopicSpec> specs = new ArrayList<>();
        inputs.stream()
                // that of a captured table is ours, and must keep all that it has
                .filter(input -> input.table().isCaptured()
                        || !present.contains(input.table().topic()))
                .map(PipelineTopics::spec)
                .forEach(specs::add);
        outputs.stream().map(PipelineTopics::spec).forEach(specs::add);
        sideTopics().stream()
                .map(name -> TopicSpec.side(name).withSettings(ROOM_FOR_HEADERS))
                .forEach(specs::add);
        return topics.ensure(
                specs.stream().map(spec -> spec.withReplication(replication)).toList());
    }

    /** Deletes results, late rows and rejects; inputs that others write stay. */
    public void forget(Topics topics) {
        Set<String> present = topics.names();
        topics.delete(
                Stream.concat(outputs.stream().map(output -> output.table().topic()), sideTopics().stream())
                        .filter(present::contains)
                        .distinct()
                        .toList());
    }

    /** Every topic that the pipeline reads or writes. */
    public Set<String> all() {
        Set<String> all = new LinkedHashSet<>(sideTopics());
        Stream.concat(inputs.stream(), outputs.stream())
                .forEach(table -> all.add(table.table().topic()));
        return all;
    }

    /** Topics that the pipeline reads. */
    public Set<String> read() {
        Set<String> read = new LinkedHashSet<>();
        inputs.forEach(input -> read.add(input.table().topic()));
        return read;
    }

    /** Topics of results of which only the last of each key counts. */
    public Set<String> upserts() {
        return outputs.stream()
                .map(StreamBinding::table)
                .filter(StreamTable::isUpsert)
                .map(StreamTable::topic)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Topics that the pipeline writes, rejects and late rows included. */
    public Set<String> written() {
        Set<String> written = new LinkedHashSet<>(sideTopics());
        outputs.forEach(output -> written.add(output.table().topic()));
        return written;
    }

    private Set<String> sideTopics() {
        Set<String> side = new LinkedHashSet<>();
        for (StreamBinding input : inputs) {
            side.add(SideRecords.rejectsTopic(pipeline.name(), input.table().name()));
            if (input.rowtime().isPresent() && !input.table().isCaptured()) {
                side.add(SideRecords.lateTopic(pipeline.name(), input.table().name()));
            }
        }
        for (StreamBinding output : outputs) {
            side.add(SideRecords.rejectsTopic(pipeline.name(), output.table().name()));
        }
        return side;
    }

    private static TopicSpec spec(StreamBinding table) {
        String topic = table.table().topic();
        if (table.table().isCaptured()) {
            // the last change of a row may lack what an earlier one has
            return TopicSpec.stream(topic).withPartitions(1).withRetention(TopicSpec.FOREVER);
        }
        TopicSpec spec = table.table().isUpsert() ? TopicSpec.upsert(topic) : TopicSpec.stream(topic);
        if (table.partitions().isPresent()) {
            spec = spec.withPartitions(table.partitions().get());
        }
        return table.retention().isPresent()
                ? spec.withRetention(table.retention().get())
                : spec;
    }
}
