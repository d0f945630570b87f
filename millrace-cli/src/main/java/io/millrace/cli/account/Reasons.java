package io.millrace.cli.account;

import io.millrace.cli.terminal.Text;
import io.millrace.core.account.InputAccount;
import io.millrace.core.reject.RejectReason;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How often each reason to reject occurred. */
public final class Reasons {

    private Reasons() {}

    /** Over all partitions. */
    public static Map<RejectReason, Long> of(InputAccount input) {
        Map<RejectReason, Long> sum = new EnumMap<>(RejectReason.class);
        input.partitions()
                .forEach(partition ->
                        partition.rejected().forEach((reason, count) -> sum.merge(reason, count, Long::sum)));
        return sum;
    }

    /** Most frequent first, e.g. {@code 12 VALUE_TYPE, 3 DECODE_SYNTAX}. */
    public static String text(Map<RejectReason, Long> reasons) {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<RejectReason, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(reason -> Text.count(reason.getValue()) + " " + reason.getKey())
                .collect(Collectors.joining(", "));
    }
}
