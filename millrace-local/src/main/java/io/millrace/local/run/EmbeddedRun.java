package io.millrace.local.run;

import io.millrace.core.error.Problem;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.tail.TopicTail;
import io.millrace.local.LocalRun;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import io.millrace.local.ResultTimes;
import io.millrace.local.RunListener;
import io.millrace.local.TableResults;
import io.millrace.local.data.DataDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The running pipelines of this process, with everything that they run on. */
final class EmbeddedRun implements LocalRun {

    /** A pipeline with its feeds and who looks after it. */
    record Member(RunningPipeline pipeline, PipelineFeeds feeds, PipelineWatch watch) {}

    private final DataDirectory data;
    private final Engines engines;
    private final @Nullable ConnectWatch connectors;
    private final List<Member> members;
    private final TopicTail tail;
    private final Admin admin;
    private final RunListener listener;
    private final AtomicReference<@Nullable Problem> brokerFault;
    private @Nullable List<PipelineStatus> last;

    EmbeddedRun(
            DataDirectory data,
            Engines engines,
            @Nullable ConnectWatch connectors,
            List<Member> members,
            TopicTail tail,
            Admin admin,
            RunListener listener,
            AtomicReference<@Nullable Problem> brokerFault) {
        this.data = data;
        this.engines = engines;
        this.connectors = connectors;
        this.members = List.copyOf(members);
        this.tail = tail;
        this.admin = admin;
        this.listener = listener;
        this.brokerFault = brokerFault;
    }

    @Override
    public String bootstrapServers() {
        return engines.broker().bootstrapServers();
    }

    @Override
    public synchronized List<PipelineStatus> status() {
        return last == null ? current() : last;
    }

    private List<PipelineStatus> current() {
        Optional<Problem> fault = Optional.ofNullable(brokerFault.get());
        return members.stream()
                .map(member -> member.pipeline().status(member.feeds().status()))
                .map(status -> fault.isPresent() ? failed(status, fault.get()) : status)
                .toList();
    }

    private static PipelineStatus failed(PipelineStatus status, Problem fault) {
        return new PipelineStatus(status.name(), State.FAILED, status.account(), Optional.of(fault), status.feeds());
    }

    @Override
    public List<TableResults> results() {
        List<TableResults> results = new ArrayList<>();
        for (Member member : members) {
            for (StreamBinding output : member.pipeline().prepared().outputs()) {
                StreamTable table = output.table();
                results.add(new TableResults(
                        member.pipeline().name(), table.name(), tail.news(table.topic()), times(member, table)));
            }
        }
        return results;
    }

    private static ResultTimes times(Member member, StreamTable table) {
        return new ResultTimes(
                columns(table, LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE),
                columns(table, LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE),
                member.pipeline().prepared().pipeline().policies().timeZone());
    }

    private static Set<String> columns(StreamTable table, LogicalTypeRoot type) {
        return table.type().getFields().stream()
                .filter(column -> column.getType().is(type))
                .map(RowType.RowField::getName)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized List<PipelineStatus> stop() {
        if (last == null) {
            Shutdown.all(connectors);
            members.forEach(member -> member.watch().close());
            members.forEach(member -> member.feeds().stop());
            for (Member member : members) {
                stopped(member.pipeline()).ifPresent(problem -> listener.warning(problem.render()));
            }
            last = current();
            Shutdown.all(admin, tail, engines);
            members.forEach(member -> Shutdown.all(member.pipeline().prepared()));
            Shutdown.all(data);
        }
        return last;
    }

    /** Without a broker a savepoint never completes: each pipeline would be waited for in vain. */
    private Optional<Problem> stopped(RunningPipeline pipeline) {
        return brokerFault.get() == null ? pipeline.stop() : pipeline.cancel();
    }

    @Override
    public void close() {
        stop();
    }
}
