package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private final AtomicLong now = new AtomicLong();
    private final Standstill standstill = new Standstill(TimeUnit.SECONDS.toNanos(5), now::get);

    @Test
    void aProcessThatTicksMayReadHoweverLongItRuns() {
        // When
        for (int second = 0; second < 60; second++) {
            pass(1);
            standstill.tick();
        }

        // Then
        assertThatCode(standstill::check).doesNotThrowAnyException();
    }

    @Test
    void readsNoFurtherAfterAStandstillAlsoBeforeTheNextTick() {
        // When
        pass(12);

        // Then
        assertThatThrownBy(standstill::check).isInstanceOf(IOException.class).hasMessageContaining("12.0 s");
    }

    @Test
    void readsNoFurtherAfterAStandstillThatIsOver() {
        // When
        pass(12);
        standstill.tick();
        pass(1);
        standstill.tick();

        // Then
        assertThatThrownBy(standstill::check).isInstanceOf(IOException.class).hasMessageContaining("12.0 s");
    }

    private void pass(int seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
