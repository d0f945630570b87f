package io.millrace.storm.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.storm.check.CounterCheck;
import io.millrace.storm.check.CounterCheck.Update;
import io.millrace.storm.check.LedgerCheck;
import io.millrace.storm.check.LedgerCheck.Moment;
import io.millrace.storm.check.LedgerCheck.Transfer;
import io.millrace.storm.check.MultisetCheck;
import io.millrace.storm.check.MultisetCheck.Delivery;
import io.millrace.storm.check.OrderCheck;
import io.millrace.storm.check.OrderCheck.Numbered;
import io.millrace.storm.check.ReaderCheck;
import io.millrace.storm.check.Seen;
import io.millrace.storm.check.Violation;
import io.millrace.storm.check.WindowCheck;
import io.millrace.storm.check.WindowCheck.Row;
import io.millrace.storm.check.WindowCheck.Window;
import io.millrace.storm.workload.LiveReader;
import io.millrace.storm.workload.StormFiles;
import io.millrace.storm.workload.TopicReader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads every topic once all is quiet, and judges. */
final class StormCheck {

    private final String servers;
    private final Delivery delivery;
    private final Map<String, List<Seen>> topics = new HashMap<>();

    StormCheck(String servers, Delivery delivery) {
        this.servers = servers;
        this.delivery = delivery;
    }

    /** Of a topic, as a reader after the storm sees it. */
    List<Seen> topic(String name) {
        return topics.computeIfAbsent(name, topic -> TopicReader.all(servers, topic));
    }

    /**
     * @param during what a reader during the storm saw
     * @param moments of the ledger that it saw
     * @param closedBefore windows that end later need not have been told, in epoch milliseconds
     */
    List<Violation> run(List<Seen> during, List<Moment> moments, long closedBefore) {
        List<Violation> violations = new ArrayList<>();
        Map<String, List<Long>> out = Map.of(
                "results", fields(StormFiles.COPIED, "id"),
                "rejects", ids(StormFiles.REJECTS),
                "late rows", ids(StormFiles.LATE));
        violations.addAll(MultisetCheck.of("events", ids(StormFiles.EVENTS), out, delivery));
        if (delivery != Delivery.AT_MOST_ONCE) {
            // there nothing fences what a worker that was taken for dead has in hand, or a link still holds
            violations.addAll(OrderCheck.of(topic(StormFiles.COPIED).stream()
                    .map(seen -> new Numbered(String.valueOf(seen.key()), LiveReader.number(seen, "n")))
                    .toList()));
        }
        if (delivery == Delivery.EXACTLY_ONCE) {
            violations.addAll(CounterCheck.of(topic(StormFiles.COUNTS).stream()
                    .map(seen -> new Update(String.valueOf(seen.key()), LiveReader.number(seen, "c")))
                    .toList()));
            violations.addAll(LedgerCheck.of(transfers(), moments, balances()));
            violations.addAll(windows(closedBefore));
            List<Seen> after = new ArrayList<>();
            during.stream().map(Seen::topic).distinct().forEach(name -> after.addAll(topic(name)));
            violations.addAll(ReaderCheck.of(during, after));
        }
        return violations;
    }

    private List<Long> ids(String topic) {
        return topic(topic).stream().map(Seen::id).toList();
    }

    private List<Long> fields(String topic, String field) {
        return topic(topic).stream().map(seen -> LiveReader.number(seen, field)).toList();
    }

    private List<Transfer> transfers() {
        Map<Long, JsonNode> credits = new HashMap<>();
        topic(StormFiles.CREDITS).forEach(seen -> credits.put(seen.id(), LiveReader.json(seen)));
        List<Transfer> transfers = new ArrayList<>();
        for (Seen seen : topic(StormFiles.DEBITS)) {
            JsonNode debit = LiveReader.json(seen);
            JsonNode credit = credits.get(seen.id());
            if (credit != null) {
                transfers.add(new Transfer(
                        debit.path("account").asInt(),
                        credit.path("account").asInt(),
                        debit.path("amount").asLong()));
            }
        }
        return transfers;
    }

    private Map<Integer, Long> balances() {
        Map<Integer, Long> balances = new HashMap<>();
        topic(StormFiles.BALANCES)
                .forEach(seen ->
                        balances.put((int) LiveReader.number(seen, "account"), LiveReader.number(seen, "balance")));
        return balances;
    }

    private List<Violation> windows(long closedBefore) {
        Set<Long> none = new HashSet<>(ids(StormFiles.REJECTS));
        List<Row> rows = topic(StormFiles.EVENTS).stream()
                .filter(seen -> !none.contains(seen.id()) && LiveReader.isJson(seen))
                .map(seen -> {
                    JsonNode event = LiveReader.json(seen);
                    return new Row(
                            seen.id(),
                            event.path("k").asText(),
                            Instant.parse(event.path("happened").asText()).toEpochMilli());
                })
                .toList();
        List<Map.Entry<Window, Long>> totals = topic(StormFiles.TOTALS).stream()
                .map(seen -> {
                    JsonNode total = LiveReader.json(seen);
                    long start = LocalDateTime.parse(total.path("window_start").asText())
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli();
                    return Map.entry(
                            new Window(total.path("k").asText(), start),
                            total.path("n").asLong());
                })
                .toList();
        return WindowCheck.of(rows, new HashSet<>(ids(StormFiles.LATE)), totals, StormFiles.WINDOW, closedBefore);
    }
}
