package io.millrace.cluster.deploy;

import io.millrace.core.error.MillraceException;
import io.millrace.flink.job.AcceptedLosses;
import io.millrace.flink.job.KeptPipelines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the storage of an environment says of its pipelines; or that it cannot be read. */
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
            return new StorageView(deployments, Map.of(), Optional.of(e));
        }
    }

    /** Why it cannot be read; nothing else is known of it then. */
    Optional<MillraceException> away() {
        return away;
    }

    /** What is not well of it, for a pipeline that runs. */
    Optional<String> concern(String pipeline) {
        if (away.isPresent()) {
            return away.map(problem -> problem.problems().get(0).message());
        }
        return kept.containsKey(pipeline)
                ? Optional.empty()
                : Optional.of(
                        "the checkpoint storage \"%s\" holds nothing of it, as seen from here: it is not mounted, or its files were deleted"
                                .formatted(deployments.storage()));
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
        if (away.isPresent()) {
            return List.of();
        }
        try {
            return new AcceptedLosses(deployments.state(pipeline)).told();
        } catch (MillraceException e) {
            return List.of(e.problems().get(0).message());
        }
    }
}
