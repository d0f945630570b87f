package io.millrace.testing.example;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toList;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The results of the examples, from their files by plain loops: no engine, and nothing of the pipelines' SQL. They are
 * those of a run that has read its files to the end: what the watermark has not reached is not told yet.
 */
public final class Oracle {

    private static final Duration SESSION_GAP = Duration.ofMinutes(30);
    private static final int BEST = 10;

    private Oracle() {}

    private record Click(String user, String page, Instant at) {}

    public static Expected sessions(Path data) {
        Input<Click> clicks = Input.read(
                data.resolve("clicks.jsonl"),
                Duration.ofSeconds(30),
                line -> new Click(line.text("user_id"), line.text("page"), line.time("clicked_at")),
                Click::at);
        List<List<@Nullable Object>> closed = new ArrayList<>();
        List<List<@Nullable Object>> open = new ArrayList<>();
        for (List<Click> ofUser : by(clicks.rows(), Click::user)) {
            for (List<Click> session : sessions(ofUser)) {
                Click first = session.get(0);
                Click last = session.get(session.size() - 1);
                List<Click> seen = session.stream()
                        .filter(click -> !click.at().isAfter(clicks.watermark()))
                        .toList();
                if (isOver(last.at().plus(SESSION_GAP), clicks.watermark())) {
                    closed.add(row(first.user(), first.at(), last.at(), count(session.size())));
                } else if (!seen.isEmpty()) {
                    Click lastSeen = seen.get(seen.size() - 1);
                    open.add(row(first.user(), first.at(), lastSeen.at(), lastSeen.page()));
                }
            }
        }
        return new Expected(Map.of("clicks", clicks), Map.of("sessions", closed, "open_sessions", open));
    }

    private static List<List<Click>> sessions(List<Click> clicks) {
        List<List<Click>> sessions = new ArrayList<>();
        Instant end = Instant.MIN;
        for (Click click : clicks.stream().sorted(comparing(Click::at)).toList()) {
            if (click.at().isAfter(end)) {
                sessions.add(new ArrayList<>());
            }
            sessions.get(sessions.size() - 1).add(click);
            end = click.at().plus(SESSION_GAP);
        }
        return sessions;
    }

    /** A window is over when the watermark is at its last millisecond. */
    private static boolean isOver(Instant windowEnd, Instant watermark) {
        return !windowEnd.minusMillis(1).isAfter(watermark);
    }

    private record Count(LocalDateTime from, long passengers) {}

    public static Expected movingAverage(Path data) {
        List<Count> counts = Input.lines(data.resolve("nyc_taxi.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(fields -> new Count(LocalDateTime.parse(fields[0].replace(' ', 'T')), Long.parseLong(fields[1])))
                .toList();
        Instant watermark = instant(counts.get(counts.size() - 1).from()).minus(Duration.ofHours(1));
        List<Double> averages = new ArrayList<>();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int end = 48; end <= counts.size(); end += 2) {
            List<Count> day = counts.subList(end - 48, end);
            double average = day.stream().mapToLong(Count::passengers).sum() / 48.0;
            Double change = averages.size() < 24
                    ? null
                    : Double.valueOf(rounded(100 * (average / averages.get(averages.size() - 24) - 1)));
            LocalDateTime dayEnd = day.get(0).from().plusDays(1);
            if (isOver(instant(dayEnd), watermark)) {
                rows.add(row(dayEnd, average, change));
            }
            averages.add(average);
        }
        return new Expected(
                Map.of("demand", new Input<>("nyc_taxi.csv", counts, 0, 0, watermark)), Map.of("moving_average", rows));
    }

    private static double rounded(double percent) {
        return BigDecimal.valueOf(percent).setScale(1, RoundingMode.HALF_UP).doubleValue();
    }

    private record Order(String id, String customer, BigDecimal amount, Instant at) {}

    private record Customer(String id, String name, String tier, Instant from) {}

    public static Expected enrich(Path data) {
        Duration bound = Duration.ofSeconds(10);
        Input<Order> orders = Input.read(
                data.resolve("orders.jsonl"),
                bound,
                line -> new Order(
                        line.text("order_id"), line.text("customer_id"), line.money("amount"), line.time("ordered_at")),
                Order::at);
        Input<Customer> customers = Input.read(
                data.resolve("customers.jsonl"),
                bound,
                line -> new Customer(
                        line.text("customer_id"), line.text("name"), line.text("tier"), line.time("changed_at")),
                Customer::from);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Instant watermark = Collections.min(List.of(orders.watermark(), customers.watermark()));
        for (Order order : until(watermark, orders.rows(), Order::at)) {
            Customer then = null;
            for (Customer version : customers.rows()) {
                boolean isKnown =
                        version.id().equals(order.customer()) && !version.from().isAfter(order.at());
                if (isKnown && (then == null || !version.from().isBefore(then.from()))) {
                    then = version;
                }
            }
            rows.add(row(
                    order.id(),
                    order.customer(),
                    then == null ? null : then.name(),
                    then == null ? null : then.tier(),
                    order.amount(),
                    order.at()));
        }
        return new Expected(Map.of("orders", orders, "customers", customers), Map.of("enriched_orders", rows));
    }

    private record Delivery(String event, String kind, int attempt, Instant at) {
        private List<@Nullable Object> cells() {
            return row(event, kind, count(attempt), at);
        }
    }

    public static Expected dedup(Path data) {
        Input<Delivery> deliveries = Input.read(
                data.resolve("deliveries.jsonl"),
                Duration.ofSeconds(10),
                line -> new Delivery(
                        line.text("event_id"), line.text("kind"), line.whole("attempt"), line.time("delivered_at")),
                Delivery::at);
        return new Expected(
                Map.of("deliveries", deliveries),
                Map.of(
                        "events",
                        firsts(until(deliveries.watermark(), deliveries.rows(), Delivery::at), Delivery::event),
                        "hourly_events",
                        firsts(ofClosedHours(deliveries, Delivery::at), each -> each.event() + " " + hour(each.at()))));
    }

    private static List<List<@Nullable Object>> firsts(List<Delivery> deliveries, Function<Delivery, String> key) {
        return by(deliveries, key).stream()
                .map(same ->
                        same.stream().min(comparing(Delivery::at)).orElseThrow().cells())
                .toList();
    }

    private record Sale(String product, int quantity, Instant at) {}

    public static Expected top(Path data) {
        Input<Sale> sales = Input.read(
                data.resolve("sales.jsonl"),
                Duration.ofSeconds(10),
                line -> new Sale(line.text("product"), line.whole("quantity"), line.time("sold_at")),
                Sale::at);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (List<Sale> hour :
                by(ofClosedHours(sales, Sale::at), sale -> hour(sale.at()).toString())) {
            Map<String, Long> units =
                    hour.stream().collect(groupingBy(Sale::product, TreeMap::new, summingLong(Sale::quantity)));
            List<Map.Entry<String, Long>> ranked = units.entrySet().stream()
                    .sorted(comparing(product -> -product.getValue()))
                    .limit(BEST)
                    .toList();
            for (int place = 1; place <= ranked.size(); place++) {
                Map.Entry<String, Long> product = ranked.get(place - 1);
                rows.add(row(hour(hour.get(0).at()), count(place), product.getKey(), count(product.getValue())));
            }
        }
        return new Expected(Map.of("sales", sales), Map.of("best_sellers", rows));
    }

    private static <T> List<T> until(Instant watermark, List<T> rows, Function<T, Instant> time) {
        return rows.stream().filter(row -> !time.apply(row).isAfter(watermark)).toList();
    }

    private static <T> List<T> ofClosedHours(Input<T> input, Function<T, Instant> time) {
        return input.rows().stream()
                .filter(row -> isOver(instant(hour(time.apply(row)).plusHours(1)), input.watermark()))
                .toList();
    }

    private static Instant instant(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime hour(Instant at) {
        return LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.HOURS), ZoneOffset.UTC);
    }

    private static <T> Collection<List<T>> by(List<T> all, Function<T, String> key) {
        return all.stream().collect(groupingBy(key, TreeMap::new, toList())).values();
    }

    static BigDecimal count(long count) {
        return BigDecimal.valueOf(count);
    }

    static List<@Nullable Object> row(@Nullable Object... cells) {
        return Stream.of(cells).collect(ArrayList::new, List::add, List::addAll);
    }
}
