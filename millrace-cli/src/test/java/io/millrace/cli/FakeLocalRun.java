package io.millrace.cli;

import io.millrace.core.error.MillraceException;
import io.millrace.local.LocalRun;
import io.millrace.local.PipelineStatus;
import io.millrace.local.TableResults;
import java.util.List;
import java.util.Optional;

/** A local environment that reports what it is told to, look by look; the last look repeats. */
public final class FakeLocalRun implements LocalRun {

    private final List<List<PipelineStatus>> looks;
    private final List<PipelineStatus> ended;
    private Optional<MillraceException> stopFailure = Optional.empty();
    private int look;
    private int closed;

    public FakeLocalRun(List<List<PipelineStatus>> looks, List<PipelineStatus> ended) {
        this.looks = looks;
        this.ended = ended;
    }

    public FakeLocalRun failsToStop(MillraceException failure) {
        stopFailure = Optional.of(failure);
        return this;
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:9092";
    }

    @Override
    public List<PipelineStatus> status() {
        return looks.get(Math.min(look++, looks.size() - 1));
    }

    @Override
    public List<TableResults> results() {
        return List.of();
    }

    @Override
    public List<PipelineStatus> stop() {
        stopFailure.ifPresent(failure -> {
            throw failure;
        });
        return ended;
    }

    @Override
    public void close() {
        closed++;
    }

    public boolean isClosed() {
        return closed == 1;
    }
}
