package io.millrace.cli.error;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was wrong with the words after {@code millrace}, as a problem like any other. */
public final class UsageProblems {

    private UsageProblems() {}

    /** Names the nearest command or option that exists, if one is near. */
    public static Problem of(ParameterException failure) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return Problem.of(ErrorCode.USAGE, unknown(unmatched), suggestion(unmatched) + help(command));
        }
        String message = Objects.toString(failure.getMessage(), "")
                .strip()
                .lines()
                .findFirst()
                .orElse("wrong usage");
        return Problem.of(ErrorCode.USAGE, lowerFirst(message), help(command));
    }

    private static String unknown(UnmatchedArgumentException failure) {
        String word = failure.getUnmatched().get(0);
        boolean isCommand = !failure.getCommandLine().getSubcommands().isEmpty();
        return (word.startsWith("-") ? "unknown option '" : isCommand ? "unknown command '" : "one word too many: '")
                + word + "'";
    }

    /** The nearest by typing mistakes: picocli's own guess looks at letters only, and takes --fro for --fresh. */
    private static String suggestion(UnmatchedArgumentException failure) {
        Optional<String> near =
                Suggestions.nearest(failure.getUnmatched().get(0).split("=", 2)[0], known(failure.getCommandLine()));
        return near.map(name -> "write '" + name + "' if that was meant, or ").orElse("");
    }

    private static List<String> known(CommandLine command) {
        List<String> known = new ArrayList<>(command.getSubcommands().keySet());
        known.addAll(command.getCommandSpec().optionsMap().keySet());
        return known;
    }

    private static String help(String command) {
        return "see '" + command + " --help'";
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
