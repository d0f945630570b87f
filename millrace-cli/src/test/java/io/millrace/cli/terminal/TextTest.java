package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "0, '      0'",
        "99999, ' 99,999'",
        "100000, ' 100.0k'",
        "999999, ' 999.9k'",
        "1000000, '   1.0M'",
        "12345678, '  12.3M'",
        "999999999999999, ' 999.9T'",
    })
    void countsKeepToTheirColumn(long count, String shown) {
        assertThat(Text.count(count, 7)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"orders, 'orders    '", "machine_temperature, 'mach..ture'"})
    void namesKeepTheirEnds(String name, String shown) {
        assertThat(Text.left(name, 10)).isEqualTo(shown);
    }

    @Test
    void countsLookTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Text.count(1_234_567)).isEqualTo("1,234,567");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aWatermarkThatIsNoTimeIsADash() {
        assertThat(Text.minute(Long.MIN_VALUE)).isEqualTo("-");
        assertThat(Text.minute(Long.MAX_VALUE)).isEqualTo("-");
        assertThat(Text.minute(0)).isEqualTo("1970-01-01 00:00");
    }
}
