package io.millrace.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @Test
    void eachPartIsQuotedByItself() {
        assertThat(Names.quoted("public", "Order Items")).isEqualTo("\"public\".\"Order Items\"");
    }

    @Test
    void whatWouldEndAQuotationIsDoubled() {
        assertThat(Names.quoted("a\"; DROP TABLE b; --")).isEqualTo("\"a\"\"; DROP TABLE b; --\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b"})
    void whatCannotBeANameIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Names.quoted("public", name));
    }
}
