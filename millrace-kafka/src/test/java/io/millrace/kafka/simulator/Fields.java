package io.millrace.kafka.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of an event, read without knowing how it was made. */
record Fields(Map<String, String> byName) {

    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\": (?:\"([^\"]*)\"|([^,}]+))");

    static Fields of(ShopEvent event) {
        Map<String, String> found = new HashMap<>();
        Matcher matcher = FIELD.matcher(text(event));
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
        }
        return new Fields(found);
    }

    static String text(ShopEvent event) {
        return new String(event.value(), StandardCharsets.UTF_8);
    }

    String text(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    double amount() {
        return Double.parseDouble(text("amount"));
    }

    Instant time(String name) {
        return Instant.parse(text(name));
    }
}
