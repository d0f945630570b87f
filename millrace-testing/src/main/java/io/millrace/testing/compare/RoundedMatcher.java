package io.millrace.testing.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** {@code ~0.5} */
record RoundedMatcher(BigDecimal expected) implements Matcher {

    @Override
    public boolean matches(@Nullable Object actual) {
        return actual instanceof Number number
                && Equality.decimal(number)
                        .filter(exact -> exact.setScale(expected.scale(), RoundingMode.HALF_UP)
                                        .compareTo(expected)
                                == 0)
                        .isPresent();
    }

    @Override
    public String shown() {
        return "~" + expected;
    }
}
