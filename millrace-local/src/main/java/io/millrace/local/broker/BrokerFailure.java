package io.millrace.local.broker;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.SerializationException;

/** Tells from what Kafka threw who has to do what. Kafka has no codes for these faults, so words decide as a last resort. */
final class BrokerFailure {

    private static final List<String> DAMAGE = List.of(
            "corrupt",
            "bootstrap metadata",
            "checksum",
            "crc",
            "unexpected eof",
            "invalid magic",
            "unable to parse",
            "malformed");

    private final BrokerOptions options;

    BrokerFailure(BrokerOptions options) {
        this.options = options;
    }

    MillraceException explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MillraceException known) {
                return known;
            }
        }
        if (isDiskFull(failure)) {
            return BrokerStorage.diskFull(options.directory(), usableBytes(), options.minFreeBytes(), failure);
        }
        Throwable root = root(failure);
        if (text(failure).contains("failed to acquire lock on file")) {
            return new MillraceException(
                    ErrorCode.DATA_IN_USE,
                    "another process uses '" + options.directory() + "'",
                    "stop it, or name another directory with --data DIR",
                    failure);
        }
        if (root instanceof AccessDeniedException || text(failure).contains("permission denied")) {
            return BrokerStorage.unwritable(options.directory(), String.valueOf(root.getMessage()), failure);
        }
        if (isDamage(failure)) {
            return BrokerStorage.corrupt("'" + options.directory() + "': " + root.getMessage(), failure);
        }
        if (root instanceof TimeoutException) {
            return new MillraceException(
                    ErrorCode.BROKER_START,
                    "Kafka did not start in time",
                    "look into the log, and run again when the machine is less busy",
                    failure);
        }
        return new MillraceException(
                ErrorCode.BROKER_START,
                "Kafka failed: " + describe(root),
                "look into the log for what came before; run again, and report it if it stays",
                failure);
    }

    private boolean isDiskFull(Throwable failure) {
        return text(failure).contains("no space left") || usableBytes() < 1 << 20;
    }

    private static boolean isDamage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorruptRecordException || cause instanceof SerializationException) {
                return true;
            }
        }
        String text = text(failure);
        return DAMAGE.stream().anyMatch(text::contains);
    }

    private long usableBytes() {
        try {
            return Files.getFileStore(options.directory()).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Every message from the outermost to the root, in lower case. */
    private static String text(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause).append('\n');
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String describe(Throwable root) {
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
