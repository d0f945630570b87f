package io.millrace.cluster.deploy;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.job.AcceptedLosses;
import io.millrace.flink.job.KeptPipelines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the storage of an environment says of its pipelines, asked once; or that it cannot be read. */
final class StorageView {

    private final Deployments deployments;
    private final Map<String, KeptPipelines.Kept> kept;
    private final Optional<MillraceException> away;

    private StorageView(
            Deployments deployments, Map<String, KeptPipelines.Kept> kept, Optional<MillraceException> away) {
        this.deployments = deployments;
        this.kept = kept;
        this.away = away;
    }

    static StorageView of(Deployments deployments) {
        try {
            Map<String, KeptPipelines.Kept> kept = KeptPipelines.in(deployments.storage()).stream()
                    .collect(Collectors.toMap(KeptPipelines.Kept::pipeline, Function.identity()));
            return new StorageView(deployments, kept, Optional.empty());
        } catch (MillraceException e) {
            if (e.code() != ErrorCode.DATA_UNWRITABLE) {
                throw e;
            }
            return new StorageView(deployments, Map.of(), Optional.of(e));
        }
    }

    /** Why it cannot be read; nothing else is known of it then. */
    Optional<MillraceException> away() {
        return away;
    }

    /** The pipelines that it keeps state of. */
    Set<String> pipelines() {
        return kept.keySet();
    }

    /** What it says of a pipeline that has no job. */
    PipelineReport.State state(String pipeline) {
        KeptPipelines.Kept found = kept.get(pipeline);
        if (found != null && found.isStopped()) {
            return PipelineReport.State.STOPPED;
        }
        return found != null && found.isEnded() ? PipelineReport.State.ENDED : PipelineReport.State.LOST;
    }

    List<String> notes(String pipeline) {
        return away.isPresent() ? List.of() : new AcceptedLosses(deployments.state(pipeline)).told();
    }
}
