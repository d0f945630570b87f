package io.millrace.kafka.simulator;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Visits to the shop, one to nine clicks each, about five seconds apart.
 *
 * <p>Visitors take turns in lanes. Ten clicks of a lane are two visits, one after the other, cut anywhere.
 */
final class Clicks implements ShopEvents {

    private static final int SECONDS_APART = 5;
    private static final int ROUND = 10;
    private static final double KNOWN = 0.6;

    private static final List<String> PAGES = List.of(
            "/",
            "/search",
            "/offers",
            "/basket",
            "/checkout",
            "/account",
            "/item/lamp",
            "/item/kettle",
            "/item/chair",
            "/item/blanket",
            "/item/notebook",
            "/item/bicycle",
            "/item/umbrella",
            "/item/clock");

    private static final List<String> REFERRERS =
            List.of("https://search.example/", "https://news.example/", "https://social.example/");

    private final EvenStream even;

    Clicks(EvenStream even) {
        this.even = even;
    }

    /**
     * A click in its visit.
     *
     * @param session a number of its own
     * @param step from 0
     */
    private record Step(long session, int step) {}

    @Override
    public long due(long number) {
        return even.timeline().due(number);
    }

    @Override
    public ShopEvent event(long number, Instant start) {
        long due = due(number);
        Step step = step(number);
        SplittableRandom visit = even.dice().of(Dice.Purpose.SESSION, step.session());
        boolean isKnown = visit.nextDouble() < KNOWN;
        String customer = even.people().id(even.people().buyer(visit));
        int from = visit.nextInt(REFERRERS.size() + 1);
        boolean isFirst = step.step() == 0;
        String outside = from < REFERRERS.size() ? REFERRERS.get(from) : "";
        String referrer = isFirst ? outside : page(new Step(step.session(), step.step() - 1));
        return new Draft(even.flaws().of(number, due))
                .text("session_id", "s-" + (step.session() + 1))
                .textOrNull("customer_id", customer, isKnown)
                .text("page", page(step))
                .textOrNull("referrer", referrer, !referrer.isEmpty())
                .at("clicked_at", due, start);
    }

    private String page(Step step) {
        SplittableRandom random = even.dice().of(Dice.Purpose.CLICK, step.session() * ROUND + step.step());
        return PAGES.get(random.nextInt(PAGES.size()));
    }

    private Step step(long number) {
        Timeline timeline = even.timeline();
        long pastLanes = Math.max(1, (long) timeline.rate() * SECONDS_APART / Timeline.THINNED);
        if (timeline.isPast(number)) {
            return step(number, pastLanes, 0);
        }
        long pastRounds = timeline.pastEvents() / (pastLanes * ROUND) + 1;
        long live = number - timeline.pastEvents();
        return step(live, (long) timeline.rate() * SECONDS_APART, 2 * pastRounds * pastLanes);
    }

    private Step step(long number, long lanes, long firstSession) {
        long lane = number % lanes;
        long turn = number / lanes;
        long first = firstSession + 2 * (turn / ROUND * lanes + lane);
        int place = (int) (turn % ROUND);
        int cut = 1 + even.dice().of(Dice.Purpose.SESSION, -1 - first).nextInt(ROUND - 1);
        return place < cut ? new Step(first, place) : new Step(first + 1, place - cut);
    }
}
