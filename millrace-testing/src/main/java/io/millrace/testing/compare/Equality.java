package io.millrace.testing.compare;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plain values as {@link ActualRow} has them: when two are the same. */
final class Equality {

    private Equality() {}

    /** Numbers by value, bytes by content, lists and maps part by part. */
    static boolean areEqual(Object left, Object right) {
        if (left instanceof Number one && right instanceof Number other) {
            return areEqual(one, other);
        }
        if (left instanceof byte[] one && right instanceof byte[] other) {
            return Arrays.equals(one, other);
        }
        if (left instanceof List<?> one && right instanceof List<?> other) {
            return one.size() == other.size()
                    && IntStream.range(0, one.size()).allMatch(index -> isSame(one.get(index), other.get(index)));
        }
        if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
            return one.size() == other.size()
                    && one.entrySet().stream().allMatch(entry -> holds(other, entry.getKey(), entry.getValue()));
        }
        return left.equals(right);
    }

    /** Two approximate numbers are the same if they are the same double: also infinite ones. */
    private static boolean areEqual(Number left, Number right) {
        if (left instanceof Double one && right instanceof Double other) {
            return one.equals(other) || one.doubleValue() == other.doubleValue();
        }
        Optional<BigDecimal> one = decimal(left);
        return one.isPresent()
                && decimal(right)
                        .filter(other -> one.get().compareTo(other) == 0)
                        .isPresent();
    }

    private static boolean holds(Map<?, ?> map, @Nullable Object key, @Nullable Object value) {
        return map.entrySet().stream()
                .anyMatch(entry -> isSame(key, entry.getKey()) && isSame(value, entry.getValue()));
    }

    private static boolean isSame(@Nullable Object left, @Nullable Object right) {
        return left == null || right == null ? left == right : areEqual(left, right);
    }

    /** The digits that show a number; empty for infinity and NaN. */
    static Optional<BigDecimal> decimal(Number number) {
        if (number instanceof BigDecimal exact) {
            return Optional.of(exact);
        }
        return Double.isFinite(number.doubleValue())
                ? Optional.of(new BigDecimal(number.toString()))
                : Optional.empty();
    }
}
