package io.millrace.kafka.tail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a person wants to see of one topic: the newest records, and the present rows of a small upsert stream. */
final class TopicView {

    private static final int NEWEST = 3;
    private static final int MOST_KEYS = 12;

    private final boolean isUpsert;
    private final Deque<TopicTail.Row> newest = new ArrayDeque<>();
    private final Map<String, TopicTail.Row> present = new LinkedHashMap<>();
    private boolean isLarge;
    private long count;

    TopicView(boolean isUpsert) {
        this.isUpsert = isUpsert;
    }

    /** @param isNew whether it arrived after the tail began */
    void add(ConsumerRecord<byte[], byte[]> record, boolean isNew, Instant seen) {
        TopicTail.Row row = new TopicTail.Row(text(record.key()), Optional.ofNullable(text(record.value())), seen);
        if (isNew) {
            count++;
            newest.addLast(row);
            if (newest.size() > NEWEST) {
                newest.removeFirst();
            }
        }
        if (isUpsert && !isLarge) {
            if (row.value().isPresent()) {
                present.put(row.key(), row);
            } else {
                present.remove(row.key());
            }
            if (present.size() > MOST_KEYS) {
                isLarge = true;
                present.clear();
            }
        }
    }

    /** Whether each record counts for the rows that are present. */
    boolean needsAll() {
        return isUpsert && !isLarge;
    }

    void passedOver(long records) {
        count += records;
    }

    /** What arrived since the last call. */
    TopicTail.News news() {
        TopicTail.News news = new TopicTail.News(count, new ArrayList<>(newest), List.copyOf(present.values()));
        count = 0;
        newest.clear();
        return news;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
