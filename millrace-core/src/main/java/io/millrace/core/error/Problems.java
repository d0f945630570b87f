package io.millrace.core.error;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is wrong, so that a user fixes everything at once rather than one error a run. Not thread-safe. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void add(SourceLocation location, ErrorCode code, String message, String remedy) {
        found.add(Problem.at(location, code, message, remedy));
    }

    public void add(ErrorCode code, String message, String remedy) {
        found.add(Problem.of(code, message, remedy));
    }

    /**
     * Runs a step and keeps its problems instead of letting them end the work.
     *
     * @return empty exactly if the step failed with a {@link MillraceException}
     */
    public <T> Optional<T> collect(Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (MillraceException failure) {
            found.addAll(failure.problems());
            return Optional.empty();
        }
    }

    public int count() {
        return found.size();
    }

    /** In the order of discovery. */
    public List<Problem> all() {
        return List.copyOf(found);
    }

    /** File by file in the order of discovery, each from top to bottom; what has no place comes first. */
    public List<Problem> byPlace() {
        List<String> files = found.stream().map(Problems::file).distinct().toList();
        return found.stream()
                .sorted(Comparator.comparing(
                                (Problem problem) -> problem.location().isPresent())
                        .thenComparing(problem -> files.indexOf(file(problem)))
                        .thenComparing(problem ->
                                problem.location().map(SourceLocation::line).orElse(0))
                        .thenComparing(problem ->
                                problem.location().map(SourceLocation::column).orElse(0)))
                .toList();
    }

    /** @throws MillraceException with every problem, if there is one */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new MillraceException(found);
        }
    }

    private static String file(Problem problem) {
        return problem.location().map(SourceLocation::file).orElse("");
    }
}
