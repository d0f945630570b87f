package io.millrace.cli;

import picocli.CommandLine.Command;

/** The bare command: it only points to the others. */
@Command(
        name = "millrace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs real-time pipelines on Apache Kafka and Apache Flink.",
        footer = {"", "Start with: millrace demo", "Each command explains itself: millrace COMMAND --help"})
final class MillraceCommand {}
