package io.millrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of the documentation and its code blocks, those in HTML comments too: they complete what readers see.
 *
 * @param file below the root of the project
 */
record Page(Path file) {

    /** A block, and the file that the line above it ends with. */
    private static final Pattern BLOCKS =
            Pattern.compile("(?ms)(?:^[^\\n]*`([^`\\n]+\\.(?:sql|yml|jsonl|java))`:\\n\\n)?^```([a-z]*)\\n(.*?)^```$");

    /**
     * One block.
     *
     * @param file what it is written into, if the page says so
     * @param language empty for commands; {@code text} for pictures and for what a command prints
     */
    record Block(Optional<Path> file, String language, String text) {

        boolean isTest() {
            return language.equals("yaml") && text.startsWith("test:");
        }

        boolean isSettings() {
            return language.equals("yaml") && !isTest() && !isEnvironment();
        }

        /** Where an environment is: read by a test of the core, which has the files that it names. */
        private boolean isEnvironment() {
            return text.startsWith("kafka:");
        }
    }

    List<Block> blocks() {
        return BLOCKS.matcher(text())
                .results()
                .map((MatchResult block) ->
                        new Block(Optional.ofNullable(block.group(1)).map(Path::of), block.group(2), block.group(3)))
                .toList();
    }

    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** Without the ending, as a pipeline could be called. */
    String name() {
        return String.valueOf(file.getFileName()).replace(".md", "");
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
