package io.millrace.core.error;

import java.util.Optional;

/**
 * One thing that is wrong, and what to do about it.
 *
 * @param message what is wrong, with the offending value in quotes; no trailing full stop
 * @param remedy the next action, as an imperative; a command if there is one
 */
public record Problem(ErrorCode code, Optional<SourceLocation> location, String message, String remedy) {

    public static Problem of(ErrorCode code, String message, String remedy) {
        return new Problem(code, Optional.empty(), message, remedy);
    }

    public static Problem at(SourceLocation location, ErrorCode code, String message, String remedy) {
        return new Problem(code, Optional.of(location), message, remedy);
    }

    /** The same, once it is known where. */
    public Problem placedAt(SourceLocation place) {
        return at(place, code, message, remedy);
    }

    /** Several lines: place, code and message; the text under a caret; what to do. No trailing line end. */
    public String render() {
        StringBuilder out = new StringBuilder();
        location.ifPresent(place -> out.append(place).append(": "));
        out.append('[').append(code).append("] ").append(message);
        location.filter(place -> !place.text().isBlank()).ifPresent(place -> appendSnippet(out, place));
        out.append("\n  Fix: ")
                .append(remedy)
                .append(" (docs/errors/")
                .append(code)
                .append(".md)");
        return out.toString();
    }

    private static void appendSnippet(StringBuilder out, SourceLocation place) {
        String text = place.text().replace('\t', ' ');
        out.append("\n    ").append(text);
        if (place.column() > 0) {
            out.append("\n    ").append(" ".repeat(place.column() - 1)).append('^');
        }
    }
}
