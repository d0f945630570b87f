package io.millrace.flink.job;

import io.millrace.core.pipeline.JavaFiles;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SqlStatement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * A compiled plan and what it was compiled from.
 *
 * @param fingerprint changes with any statement, setting, Java file or engine version that the plan may depend on
 */
public record StoredPlan(String json, String fingerprint) {

    /** As it rests in a file: the fingerprint in the first line, the plan behind it. */
    String text() {
        return fingerprint + "\n" + json;
    }

    static StoredPlan parse(String text) {
        int end = text.indexOf('\n');
        return new StoredPlan(text.substring(end + 1), text.substring(0, end));
    }

    /** The fingerprint of a pipeline as its files stand now. */
    public static String fingerprint(Pipeline pipeline) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SqlStatement statement : pipeline.statements()) {
                digest.update(statement.text().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            for (Path file : files(pipeline.java())) {
                // all of it: whether a change matters to the plan is seen when it is compiled again
                digest.update(Files.readAllBytes(file));
                digest.update((byte) 0);
            }
            digest.update(pipeline.policies().timeZone().getId().getBytes(StandardCharsets.UTF_8));
            digest.update(EnvironmentInformation.getVersion().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the pipeline's Java was there when it was compiled", e);
        }
    }

    private static List<Path> files(JavaFiles java) {
        List<Path> files = new ArrayList<>(java.sources());
        files.addAll(java.libraries());
        return files;
    }
}
