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
        Map<String, SerializedValue<OptionalFailure<Object>>> accumulators = job.getAccumulatorsSerialized();
        return new PipelineAccount(
                pipeline,
                inputs.stream()
                        .map(table -> input(table, snapshot(accumulators, AccountAccumulator.intake(table.name()))))
                        .toList(),
                outputs.stream()
                        .map(table -> output(table, outlets(accumulators, table.name())))
                        .toList(),
                dropped);
    }

    /** The account of a pipeline that has not counted anything yet. */
    public static PipelineAccount empty(String pipeline, List<StreamTable> inputs, List<StreamTable> outputs) {
        return new PipelineAccount(
                pipeline,
                inputs.stream()
                        .map(table -> input(table, AccountSnapshot.EMPTY))
                        .toList(),
                outputs.stream()
                        .map(table -> output(table, AccountSnapshot.EMPTY))
                        .toList(),
                Map.of());
    }

    private static InputAccount input(StreamTable table, AccountSnapshot snapshot) {
        Measures measures = snapshot.measures();
        List<PartitionAccount> partitions = new ArrayList<>();
        for (int partition = 0; partition < measures.partitions(); partition++) {
            partitions.add(measures.account(partition));
        }
        return new InputAccount(table.name(), table.topic(), partitions, snapshot.watermark(), lag(snapshot));
    }

    private static OptionalLong lag(AccountSnapshot snapshot) {
        return snapshot.lag() < 0 ? OptionalLong.empty() : OptionalLong.of(snapshot.lag());
    }

    private static OutputAccount output(StreamTable table, AccountSnapshot snapshot) {
        Measures measures = snapshot.measures();
        return new OutputAccount(
                table.name(),
                table.topic(),
                measures.get(ALL, Kind.WRITTEN),
                measures.get(ALL, Kind.DELETED),
                measures.rejected(ALL));
    }

    private static AccountSnapshot outlets(
            Map<String, SerializedValue<OptionalFailure<Object>>> accumulators, String table) {
        return accumulators.keySet().stream()
                .filter(name -> AccountAccumulator.isOutlet(name, table))
                .map(name -> snapshot(accumulators, name))
                .reduce(AccountSnapshot.EMPTY, AccountSnapshot::plus);
    }

    private static AccountSnapshot snapshot(
            Map<String, SerializedValue<OptionalFailure<Object>>> accumulators, String name) {
        SerializedValue<OptionalFailure<Object>> serialized = accumulators.get(name);
        if (serialized == null) {
            return AccountSnapshot.EMPTY;
        }
        try {
            return (AccountSnapshot) serialized
                    .deserializeValue(JobAccounts.class.getClassLoader())
                    .getUnchecked();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the account under " + name + " cannot be read", e);
        }
    }
}
