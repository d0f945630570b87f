package io.millrace.storm.check;

import io.millrace.storm.check.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether money is neither made nor lost: at every moment that a reader could see, and in the end, account by account. */
public final class LedgerCheck {

    private LedgerCheck() {}

    /**
     * A committed transfer.
     *
     * @param amount above 0
     */
    public record Transfer(int from, int to, long amount) {}

    /**
     * What a reader of committed records knew once it had read up to a last stable offset.
     *
     * @param upTo the offset
     * @param sum of all balances
     */
    public record Moment(long upTo, long sum) {}

    /**
     * @param transfers whose both legs were committed
     * @param moments of any reader
     * @param balances in the end
     */
    public static List<Violation> of(List<Transfer> transfers, List<Moment> moments, Map<Integer, Long> balances) {
        List<Violation> violations = new ArrayList<>();
        for (Moment moment : moments) {
            if (moment.sum() != 0) {
                violations.add(new Violation(
                        Kind.TORN,
                        "up to offset %d the balances made %d instead of 0".formatted(moment.upTo(), moment.sum())));
            }
        }
        Map<Integer, Long> expected = new HashMap<>();
        for (Transfer transfer : transfers) {
            expected.merge(transfer.from(), -transfer.amount(), Long::sum);
            expected.merge(transfer.to(), transfer.amount(), Long::sum);
        }
        TreeSet<Integer> accounts = new TreeSet<>(expected.keySet());
        accounts.addAll(balances.keySet());
        for (int account : accounts) {
            long should = expected.getOrDefault(account, 0L);
            long is = balances.getOrDefault(account, 0L);
            if (should != is) {
                violations.add(
                        new Violation(Kind.WRONG, "account %d has %d instead of %d".formatted(account, is, should)));
            }
        }
        return violations;
    }
}
