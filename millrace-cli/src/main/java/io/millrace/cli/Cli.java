package io.millrace.cli;

import io.millrace.cli.error.Failures;
import io.millrace.cli.error.UsageProblems;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.Fault;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** All commands, wired by hand: from the words of the command line to an exit code. */
final class Cli {

    private final Failures failures;
    private final CommandLine commands;

    /** @param subcommands in the order of the help */
    Cli(Surroundings surroundings, List<?> subcommands) {
        Terminal terminal = surroundings.terminal();
        failures = new Failures(terminal, surroundings.clock(), surroundings.logs());
        commands = new CommandLine(new MillraceCommand());
        subcommands.forEach(commands::addSubcommand);
        commands.setOut(terminal.out().writer())
                .setErr(terminal.err().writer())
                .setUsageHelpWidth(Math.max(55, terminal.width()))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(terminal.out().isColoured() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler((wrong, arguments) ->
                        failures.report(List.of(UsageProblems.of(wrong)), isJson(List.of(arguments))))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    List<String> arguments = parsed.originalArgs();
                    return failures.report(failure, isJson(arguments), arguments.contains("--verbose"));
                });
    }

    /** Never throws: whatever goes wrong has been shown, and is in the exit code. */
    int execute(String... arguments) {
        if (arguments.length == 0) {
            commands.usage(commands.getErr());
            return Fault.USAGE.exitCode();
        }
        try {
            return commands.execute(arguments);
        } catch (Error beyondExceptions) {
            List<String> words = List.of(arguments);
            return failures.report(beyondExceptions, isJson(words), words.contains("--verbose"));
        }
    }

    /** Also where the line could not be parsed: a program that asked for JSON gets it. */
    private static boolean isJson(List<String> arguments) {
        return arguments.contains("--json");
    }
}
