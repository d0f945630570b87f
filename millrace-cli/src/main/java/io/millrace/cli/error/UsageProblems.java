package io.millrace.cli.error;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import java.util.List;
import java.util.Objects;
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

    private static String suggestion(UnmatchedArgumentException failure) {
        List<String> near = failure.getSuggestions();
        return near.isEmpty() ? "" : "write '" + near.get(0) + "' if that was meant, or ";
    }

    private static String help(String command) {
        return "see '" + command + " --help'";
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
