package io.millrace.testing.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Calls for examples/rate-limit, whose own input has no end, and which of them are over its limit. */
public final class RateLimitOracle {

    private static final String FILE = "calls.jsonl";
    private static final int CALLS = 1_500;
    private static final int CALLERS = 12;
    private static final int LIMIT = 8;

    private RateLimitOracle() {}

    private record Call(String caller, String page, Instant at) {}

    /** Some of them late, some out of order, some at the same time, some broken. */
    public static void write(Path data, Random random) throws IOException {
        List<String> lines = new ArrayList<>();
        Instant now = Instant.parse("2026-01-01T10:00:00Z");
        for (int call = 0; call < CALLS; call++) {
            now = now.plusMillis(500L * random.nextInt(3));
            Instant at = random.nextInt(10) == 0 ? now.minusMillis(random.nextInt(3_000)) : now;
            String time = random.nextInt(50) == 0 ? "soon" : at.toString();
            lines.add("{\"session_id\": \"s%d\", \"page\": \"/%d\", \"clicked_at\": \"%s\"}"
                    .formatted(random.nextInt(CALLERS), call, time));
        }
        Files.write(data.resolve(FILE), lines);
    }

    public static Expected overLimit(Path data) {
        Input<Call> calls = Input.read(
                data.resolve(FILE),
                Duration.ofSeconds(1),
                line -> new Call(line.text("session_id"), line.text("page"), line.time("clicked_at")),
                Call::at);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Call call : calls.rows()) {
            long within = calls.rows().stream()
                    .filter(other -> other.caller().equals(call.caller()))
                    .filter(other -> !other.at().isAfter(call.at()))
                    .filter(other -> !other.at().isBefore(call.at().minus(Duration.ofMinutes(1))))
                    .count();
            if (within > LIMIT && !call.at().isAfter(calls.watermark())) {
                rows.add(Oracle.row(call.caller(), call.at(), call.page(), Oracle.count(within)));
            }
        }
        return new Expected(Map.of("calls", calls), Map.of("over_limit", rows));
    }
}
