package io.millrace.kafka.simulator;

import java.util.List;
import java.util.SplittableRandom;

/** The shop's customers. A few buy most, so that sums per customer lie on both sides of any limit. */
final class People {

    static final int COUNT = 2_000;

    private static final List<Tier> TIERS =
            List.of(new Tier("gold", 160, 0.69), new Tier("silver", 440, 0.25), new Tier("bronze", 1_400, 0.06));

    private static final List<String> FIRST = List.of(
            "Amber", "Birch", "Cedar", "Clover", "Coral", "Ember", "Fern", "Flint", "Hazel", "Heath", "Indigo", "Ivy",
            "Juniper", "Linden", "Maple", "Misty", "Onyx", "Opal", "Rowan", "Sage", "Sorrel", "Willow");

    private static final List<String> LAST = List.of(
            "Bridge", "Brook", "Field", "Ford", "Garden", "Gate", "Harbour", "Hill", "Island", "Lake", "Market",
            "Meadow", "Mill", "Orchard", "Quarry", "River", "Shore", "Spring", "Stone", "Tower", "Valley", "Wharf");

    private static final List<String> CITIES = List.of(
            "Ashport",
            "Brightwater",
            "Coldspring",
            "Eastmoor",
            "Fairhaven",
            "Greyfield",
            "Highbridge",
            "Lowmere",
            "Northgate",
            "Oldquay",
            "Redcliff",
            "Silverton",
            "Westbay",
            "Whitewell");

    private final Dice dice;
    private final Permutation order;

    /**
     * Customers of one kind.
     *
     * @param buys its share of all orders
     */
    private record Tier(String name, int customers, double buys) {}

    People(Dice dice) {
        this.dice = dice;
        this.order = Permutation.of(COUNT, dice.of(Dice.Purpose.CUSTOMER, -1));
    }

    /** Who buys: an index below {@link #COUNT}. */
    int buyer(SplittableRandom random) {
        double chance = random.nextDouble();
        int first = 0;
        for (Tier tier : TIERS) {
            if (chance < tier.buys()) {
                return first + random.nextInt(tier.customers());
            }
            chance -= tier.buys();
            first += tier.customers();
        }
        return COUNT - 1;
    }

    /** The numbers do not tell the tier. */
    String id(int customer) {
        return "c-" + (1_000 + order.at(customer));
    }

    String tier(int customer) {
        int beyond = 0;
        for (Tier tier : TIERS) {
            beyond += tier.customers();
            if (customer < beyond) {
                return tier.name();
            }
        }
        throw new IllegalArgumentException("no customer " + customer);
    }

    String name(int customer) {
        SplittableRandom random = dice.of(Dice.Purpose.CUSTOMER, customer);
        return FIRST.get(random.nextInt(FIRST.size())) + " " + LAST.get(random.nextInt(LAST.size()));
    }

    static String city(SplittableRandom random) {
        return CITIES.get(random.nextInt(CITIES.size()));
    }
}
