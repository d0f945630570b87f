package io.millrace.cli.run;

import io.millrace.cli.process.StopSignal;
import io.millrace.core.error.Fault;
import io.millrace.core.error.MillraceException;
import io.millrace.local.LocalRun;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import io.millrace.local.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run from its start to its account. Used once. */
final class RunSession {

    private final LocalRunStarter starter;
    private final RunReport report;
    private final StopSignal stop;
    private final InstantSource clock;
    private final Set<String> reportedFailures = new HashSet<>();

    RunSession(LocalRunStarter starter, RunReport report, StopSignal stop, InstantSource clock) {
        this.starter = starter;
        this.report = report;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Blocks until the run has ended: by the stop signal, by {@code limit}, or because no pipeline runs any more. A wish
     * to stop during the start is granted once everything runs, since half a broker cannot be stopped cleanly.
     *
     * @param limit counted from when the pipelines run
     * @return the process's exit code
     * @throws MillraceException if the start or the clean stop failed
     */
    int run(RunRequest request, Path log, Optional<Duration> limit) {
        try (LocalRun run = starter.start(request, report)) {
            List<String> names = run.status().stream().map(PipelineStatus::name).toList();
            report.started(new Started(names, run.bootstrapServers(), request.data(), log));
            watch(run, limit);
            if (!noneRuns(run.status())) {
                report.stopping();
            }
            List<PipelineStatus> ended = stop(run);
            reportFailures(ended);
            report.account(ended, run.results(), run.bootstrapServers());
            return exitCode(ended);
        }
    }

    private void watch(LocalRun run, Optional<Duration> limit) {
        Instant began = clock.instant();
        Optional<Instant> deadline = limit.map(began::plus);
        Deque<Totals> looks = new ArrayDeque<>(List.of(Totals.of(began, run.status())));
        Instant due = began;
        while (true) {
            due = later(due.plus(report.betweenTicks()), clock.instant());
            Instant next = deadline.filter(due::isAfter).orElse(due);
            if (stop.await(Duration.between(clock.instant(), next))) {
                return;
            }
            List<PipelineStatus> pipelines = run.status();
            Totals now = Totals.of(clock.instant(), pipelines);
            reportFailures(pipelines);
            Instant since = now.at().minus(report.ratesOver());
            while (looks.size() > 1 && !looks.getFirst().at().isAfter(since)) {
                looks.removeFirst();
            }
            report.tick(new Tick(Duration.between(began, now.at()), pipelines, run.results(), List.copyOf(looks), now));
            if (noneRuns(pipelines) || deadline.filter(next::equals).isPresent() || report.isUnread()) {
                return;
            }
            looks.addLast(now);
        }
    }

    private List<PipelineStatus> stop(LocalRun run) {
        try {
            return run.stop();
        } catch (MillraceException failure) {
            report.account(run.status(), run.results(), run.bootstrapServers());
            throw failure;
        }
    }

    private void reportFailures(List<PipelineStatus> pipelines) {
        for (PipelineStatus pipeline : pipelines) {
            pipeline.failure()
                    .filter(problem -> reportedFailures.add(pipeline.name()))
                    .ifPresent(problem -> report.failed(pipeline.name(), problem));
        }
    }

    private static boolean noneRuns(List<PipelineStatus> pipelines) {
        return pipelines.stream()
                .map(PipelineStatus::state)
                .allMatch(state -> state == State.FAILED || state == State.PAUSED || state == State.STOPPED);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * A balance that is off is our fault; a disk or a broker is not the pipeline's; a row dropped behind the intake is a
     * pipeline that does not work.
     */
    private static int exitCode(List<PipelineStatus> ended) {
        boolean isOff = ended.stream()
                .filter(pipeline -> pipeline.state() == State.STOPPED || pipeline.state() == State.PAUSED)
                .flatMap(pipeline -> pipeline.account().inputs().stream())
                .anyMatch(input -> !input.isBalanced());
        if (isOff) {
            return Fault.INTERNAL.exitCode();
        }
        boolean isEnvironment = ended.stream()
                .flatMap(pipeline -> pipeline.failure().stream())
                .anyMatch(problem -> problem.code().fault() == Fault.ENVIRONMENT);
        if (isEnvironment) {
            return Fault.ENVIRONMENT.exitCode();
        }
        boolean hasFailed = ended.stream()
                .anyMatch(pipeline -> pipeline.state() == State.FAILED
                        || pipeline.state() == State.PAUSED
                        || !pipeline.account().droppedBehindIntake().isEmpty());
        return hasFailed ? Fault.PIPELINE.exitCode() : 0;
    }
}
