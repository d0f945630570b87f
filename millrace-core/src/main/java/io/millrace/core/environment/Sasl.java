package io.millrace.core.environment;

import java.util.Locale;

/** How a Kafka client logs in with a name and a password. */
enum Sasl {
    PLAIN,
    SCRAM_SHA_256,
    SCRAM_SHA_512;

    /** As Kafka writes it. */
    String text() {
        return name().toUpperCase(Locale.ROOT).replace('_', '-');
    }

    /** The class that does it. */
    String loginModule() {
        return switch (this) {
            case PLAIN -> "org.apache.kafka.common.security.plain.PlainLoginModule";
            case SCRAM_SHA_256, SCRAM_SHA_512 -> "org.apache.kafka.common.security.scram.ScramLoginModule";
        };
    }
}
