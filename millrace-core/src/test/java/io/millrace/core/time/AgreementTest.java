package io.millrace.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void waitsForEverySubtask() {
        // Given
        Agreement agreement = new Agreement(2);

        // When
        boolean advanced = agreement.report(0, new Standing(100, false));

        // Then
        assertThat(advanced).as("nobody knows yet what the other one reads").isFalse();
        assertThat(agreement.agreed()).isEqualTo(PartitionClocks.UNSET);
    }

    @Test
    void takesTheLeastOfThoseThatAreAwake() {
        // Given
        Agreement agreement = new Agreement(3);
        agreement.report(0, new Standing(100, false));
        agreement.report(1, new Standing(10, true));

        // When
        boolean advanced = agreement.report(2, new Standing(70, false));

        // Then
        assertThat(advanced).isTrue();
        assertThat(agreement.agreed()).isEqualTo(70);
    }

    @Test
    void takesTheGreatestWhenAllAreIdle() {
        // Given
        Agreement agreement = new Agreement(2);
        agreement.report(0, new Standing(100, true));

        // When
        agreement.report(1, new Standing(70, true));

        // Then
        assertThat(agreement.agreed()).isEqualTo(100);
    }

    @Test
    void neverGoesBack() {
        // Given
        Agreement agreement = new Agreement(2);
        agreement.report(0, new Standing(100, false));
        agreement.report(1, new Standing(10, true));

        // When
        boolean advanced = agreement.report(1, new Standing(20, false));

        // Then
        assertThat(advanced).isFalse();
        assertThat(agreement.agreed()).isEqualTo(100);
    }

    @Test
    void waitsAgainForASubtaskThatStartsAnew() {
        // Given
        Agreement agreement = new Agreement(2);
        agreement.report(0, new Standing(100, false));
        agreement.report(1, new Standing(100, false));
        agreement.forget(1);

        // When
        agreement.report(0, new Standing(200, false));

        // Then
        assertThat(agreement.agreed()).isEqualTo(100);
    }
}
