package io.millrace.cluster.deploy;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.job.StateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.flink.api.common.JobID;

/**
 * Counts how often a pipeline was submitted, beside its state; the file holds the next number. Whoever submits at the same
 * time reads the same number and so asks for the same job's id, which Flink gives once.
 */
final class DeploymentNumber {

    static final String FILE = "deployment";

    private final StateFile directory;
    private long number;

    DeploymentNumber(StateFile directory) {
        this.directory = directory;
        try {
            number = Long.parseLong(file().read().orElse("1").strip());
        } catch (IOException | NumberFormatException e) {
            throw unusable(e);
        }
    }

    JobID jobId() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((directory.uri() + "#" + number).getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(digest);
            return new JobID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The job's id is taken. */
    void used() {
        number++;
        try {
            file().write(String.valueOf(number));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private StateFile file() {
        return directory.child(FILE);
    }

    private MillraceException unusable(Exception cause) {
        return new MillraceException(
                ErrorCode.DATA_UNWRITABLE,
                "\"" + file() + "\" cannot be used: " + cause.getMessage(),
                file().remedy(),
                cause);
    }
}
