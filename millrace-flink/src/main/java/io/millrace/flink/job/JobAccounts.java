package io.millrace.flink.job;

import io.millrace.core.account.InputAccount;
import io.millrace.core.account.Measures;
import io.millrace.core.account.Measures.Kind;
import io.millrace.core.account.OutputAccount;
import io.millrace.core.account.PartitionAccount;
import io.millrace.core.account.PipelineAccount;
import io.millrace.flink.account.AccountAccumulator;
import io.millrace.flink.account.AccountSnapshot;
import io.millrace.flink.table.StreamTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;

/** Reads a pipeline's account from its job. */
public final class JobAccounts {

    /** An outlet counts everything under one partition. */
    private static final int ALL = 0;

    private JobAccounts() {}

    /**
     * @param job running or ended
     * @param dropped rows that operators behind the intake dropped, by operator
     */
    public static PipelineAccount of(
            String pipeline,
            List<StreamTable> inputs,
            List<StreamTable> outputs,
            AccessExecutionGraph job,
            Map<String, Long> dropped) {
        return of(pipeline, topics(inputs), topics(outputs), job.getAccumulatorsSerialized(), dropped);
    }

    /** The account of a pipeline that has not counted anything yet. */
    public static PipelineAccount empty(String pipeline, List<StreamTable> inputs, List<StreamTable> outputs) {
        return of(pipeline, topics(inputs), topics(outputs), Map.of(), Map.of());
    }

    /**
     * @param inputs topics by the tables that are read
     * @param outputs topics by the tables that are written
     * @param accumulators every accumulator of the job, by name
     */
    public static PipelineAccount of(
            String pipeline,
            Map<String, String> inputs,
            Map<String, String> outputs,
            Map<String, SerializedValue<OptionalFailure<Object>>> accumulators,
            Map<String, Long> dropped) {
        Map<String, AccountSnapshot> reported = new HashMap<>();
        accumulators.forEach((name, value) -> {
            if (AccountAccumulator.isAccount(name)) {
                reported.put(name, snapshot(name, value));
            }
        });
        return new PipelineAccount(
                pipeline,
                inputs.entrySet().stream()
                        .map(table -> input(
                                table.getKey(),
                                table.getValue(),
                                reported.getOrDefault(
                                        AccountAccumulator.intake(table.getKey()), AccountSnapshot.EMPTY)))
                        .toList(),
                outputs.entrySet().stream()
                        .map(table -> output(table.getKey(), table.getValue(), outlets(reported, table.getKey())))
                        .toList(),
                dropped);
    }

    /** Topics by table, in order. */
    public static Map<String, String> topics(List<StreamTable> tables) {
        Map<String, String> topics = new LinkedHashMap<>();
        tables.forEach(table -> topics.put(table.name(), table.topic()));
        return topics;
    }

    private static InputAccount input(String table, String topic, AccountSnapshot snapshot) {
        Measures measures = snapshot.measures();
        List<PartitionAccount> partitions = new ArrayList<>();
        for (int partition = 0; partition < measures.partitions(); partition++) {
            partitions.add(measures.account(partition));
        }
        return new InputAccount(table, topic, partitions, snapshot.watermark(), lag(snapshot));
    }

    private static OptionalLong lag(AccountSnapshot snapshot) {
        return snapshot.lag() < 0 ? OptionalLong.empty() : OptionalLong.of(snapshot.lag());
    }

    private static OutputAccount output(String table, String topic, AccountSnapshot snapshot) {
        Measures measures = snapshot.measures();
        return new OutputAccount(
                table, topic, measures.get(ALL, Kind.WRITTEN), measures.get(ALL, Kind.DELETED), measures.rejected(ALL));
    }

    private static AccountSnapshot outlets(Map<String, AccountSnapshot> reported, String table) {
        return reported.entrySet().stream()
                .filter(each -> AccountAccumulator.isOutlet(each.getKey(), table))
                .map(Map.Entry::getValue)
                .reduce(AccountSnapshot.EMPTY, AccountSnapshot::plus);
    }

    private static AccountSnapshot snapshot(String name, SerializedValue<OptionalFailure<Object>> serialized) {
        try {
            return (AccountSnapshot) serialized
                    .deserializeValue(JobAccounts.class.getClassLoader())
                    .getUnchecked();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the account under " + name + " cannot be read", e);
        }
    }
}
