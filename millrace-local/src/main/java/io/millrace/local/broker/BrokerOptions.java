package io.millrace.local.broker;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the embedded broker keeps its data and how it may be reached.
 *
 * @param directory made if it is missing; what is in it is kept
 * @param port wanted for clients, 0 to 65535; 0 means any. A taken port is left alone and another one used
 * @param transactionMaxTimeout the longest timeout a producer may ask for; a whole number of milliseconds in an int
 * @param transactionCheck how often transactions past their timeout are looked for
 * @param minFreeBytes the broker refuses to start with less usable space than this
 */
public record BrokerOptions(
        Path directory, int port, Duration transactionMaxTimeout, Duration transactionCheck, long minFreeBytes) {

    /** Kafka's own port, where its tools look first. */
    public static final int DEFAULT_PORT = 9092;

    /** A broker that writes until the disk is full can lose more than the last record, so it does not begin. */
    public static final long DEFAULT_MIN_FREE_BYTES = 256L << 20;

    /** About 24 days, Kafka's greatest: no time a laptop is shut for aborts what a checkpoint has promised. */
    public static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    public BrokerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        directory = directory.toAbsolutePath().normalize();
    }

    public static BrokerOptions in(Path directory) {
        return new BrokerOptions(directory, DEFAULT_PORT, LONGEST, Duration.ofSeconds(60), DEFAULT_MIN_FREE_BYTES);
    }

    public BrokerOptions withPort(int wanted) {
        return new BrokerOptions(directory, wanted, transactionMaxTimeout, transactionCheck, minFreeBytes);
    }

    /** For tests of what a transaction that timed out does to a pipeline. */
    public BrokerOptions withTransactionTimeouts(Duration max, Duration check) {
        return new BrokerOptions(directory, port, max, check, minFreeBytes);
    }

    public BrokerOptions withMinFreeBytes(long bytes) {
        return new BrokerOptions(directory, port, transactionMaxTimeout, transactionCheck, bytes);
    }
}
