package io.millrace.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionFateTest {

    private static final long PRODUCER = 1015;
    private static final short EPOCH = 4;

    @Test
    void knowsATransactionThatWasCommittedBefore() {
        // When
        TransactionFate fate = judge(TransactionState.COMPLETE_COMMIT, PRODUCER, EPOCH + 1);

        // Then
        assertThat(fate).isEqualTo(TransactionFate.COMMITTED);
    }

    @Test
    void knowsThatItsProducerWentOnToAnotherTransaction() {
        // When
        TransactionFate next = judge(TransactionState.ONGOING, PRODUCER, EPOCH + 1);
        TransactionFate itself = judge(TransactionState.ONGOING, PRODUCER, EPOCH);

        // Then
        assertThat(next)
                .as("only a producer whose commit succeeded may use the next epoch")
                .isEqualTo(TransactionFate.COMMITTED);
        assertThat(itself).as("refused although it is still open").isEqualTo(TransactionFate.LOST);
    }

    @Test
    void knowsACommitByAProducerThatTookTheTransactionUp() {
        // When
        TransactionFate inItsEpoch = judge(TransactionState.COMPLETE_COMMIT, PRODUCER, EPOCH);
        TransactionFate renewed = judge(TransactionState.EMPTY, PRODUCER, EPOCH + 1);
        TransactionFate abortedAndRenewed = judge(TransactionState.EMPTY, PRODUCER, EPOCH + 2);

        // Then
        assertThat(inItsEpoch).isEqualTo(TransactionFate.COMMITTED);
        assertThat(renewed).isEqualTo(TransactionFate.COMMITTED);
        assertThat(abortedAndRenewed).as("an abort takes an epoch of its own").isEqualTo(TransactionFate.LOST);
    }

    @Test
    void takesACommitOfALaterTransactionForNoProof() {
        // When
        TransactionFate fate = judge(TransactionState.COMPLETE_COMMIT, PRODUCER, EPOCH + 2);

        // Then
        assertThat(fate).isEqualTo(TransactionFate.LOST);
    }

    @Test
    void takesAnotherProducersCommitForNoProof() {
        // When
        TransactionFate fate = judge(TransactionState.COMPLETE_COMMIT, PRODUCER + 1, EPOCH + 1);

        // Then
        assertThat(fate).isEqualTo(TransactionFate.LOST);
    }

    @Test
    void asksAgainWhileTheBrokerCommits() {
        // When
        TransactionFate fate = judge(TransactionState.PREPARE_COMMIT, PRODUCER, EPOCH);

        // Then
        assertThat(fate).isEqualTo(TransactionFate.PENDING);
    }

    @ParameterizedTest
    @EnumSource(names = {"PREPARE_ABORT", "COMPLETE_ABORT", "UNKNOWN"})
    void saysThatARefusedTransactionIsLostInAnyOtherState(TransactionState state) {
        // When
        TransactionFate fate = judge(state, PRODUCER, EPOCH + 1);

        // Then
        assertThat(fate).isEqualTo(TransactionFate.LOST);
    }

    private static TransactionFate judge(TransactionState state, long producerId, int epoch) {
        TransactionDescription found =
                new TransactionDescription(0, state, producerId, epoch, 60_000, OptionalLong.empty(), Set.of());
        return TransactionFate.judge(found, PRODUCER, EPOCH);
    }
}
