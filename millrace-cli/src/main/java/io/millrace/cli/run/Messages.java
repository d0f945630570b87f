package io.millrace.cli.run;

import io.millrace.cli.terminal.Style;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The messages of a run, in the order in which they came up. Thread-safe. */
final class Messages {

    /** A state that changes again after so long is news, and comes last. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    /** Enough for a person; a program that prints all the time is better read from a pipe. */
    private static final int PRINTED_LINES = 200;

    private record Kept(Message message, Duration changed, Consumer<RunReport> again) {

        boolean says(String text) {
            return message.text().equals(text);
        }
    }

    private final Map<Object, Kept> kept = new LinkedHashMap<>();
    private final Deque<Object> printed = new ArrayDeque<>();
    private long forgotten;

    /** @param again tells it as plain lines */
    synchronized void add(Message message, Consumer<RunReport> again) {
        kept.put(new Object(), new Kept(message, message.at(), again));
    }

    /**
     * A message about something that goes on: it changes in place, and the account tells it in the end.
     *
     * @param subject what it is about
     */
    synchronized void update(String subject, Duration at, Style style, String text) {
        Kept before = kept.get(subject);
        if (before == null || (!before.says(text) && at.minus(before.changed()).compareTo(QUIET) > 0)) {
            kept.remove(subject);
            keep(subject, at, at, style, text);
        } else if (!before.says(text)) {
            keep(subject, before.message().at(), at, style, text);
        }
    }

    private void keep(String subject, Duration since, Duration changed, Style style, String text) {
        kept.put(subject, new Kept(new Message(since, style, text), changed, plain -> {}));
    }

    /** A line that the process printed besides; only the last ones are kept. */
    synchronized void print(Message line, Consumer<RunReport> again) {
        if (printed.size() == PRINTED_LINES) {
            kept.remove(printed.removeFirst());
            forgotten++;
        }
        Object key = new Object();
        printed.addLast(key);
        kept.put(key, new Kept(line, line.at(), again));
    }

    /** Lines printed besides that are no longer kept. */
    synchronized long forgotten() {
        return forgotten;
    }

    synchronized List<Message> all() {
        return kept.values().stream().map(Kept::message).toList();
    }

    /** Tells everything once more as plain lines, and forgets it, the lines that are no longer kept too. */
    void tellAgain(RunReport plain) {
        List<Kept> all;
        synchronized (this) {
            all = List.copyOf(kept.values());
            kept.clear();
            printed.clear();
            forgotten = 0;
        }
        all.forEach(message -> message.again().accept(plain));
    }
}
