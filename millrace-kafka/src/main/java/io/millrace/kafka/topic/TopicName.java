package io.millrace.kafka.topic;

import java.util.Optional;
import java.util.regex.Pattern;

/** Kafka's rules for names of topics. */
public final class TopicName {

    /** Kafka makes a directory of each name, with a partition's number behind it. */
    public static final int MAX_LENGTH = 249;

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]+");

    private TopicName() {}

    /** @return what is wrong with the name, without the name itself; empty if it is fine */
    public static Optional<String> problemOf(String name) {
        if (name.isEmpty()) {
            return Optional.of("is empty");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("has " + name.length() + " characters; at most " + MAX_LENGTH + " are allowed");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("means a directory");
        }
        if (!LEGAL.matcher(name).matches()) {
            return Optional.of("may hold only letters, digits, '.', '_' and '-'");
        }
        return Optional.empty();
    }

    /** Kafka's metrics know no dot, so it refuses two names that differ in nothing but {@code .} and {@code _}. */
    static boolean collide(String one, String other) {
        return !one.equals(other) && one.replace('.', '_').equals(other.replace('.', '_'));
    }
}
