package io.millrace.flink.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.junit.jupiter.api.Test;

class TransactionReuseTest {

    private final TransactionReuse reuse = new TransactionReuse();

    @Test
    void keepsAnIdUntilACheckpointIsCompleteThatWasTakenAfterTheCommit() {
        // Given
        checkpoint(1, "a");
        committed("a");

        // When
        List<String> atTheNext = checkpoint(2, "a", "b");
        committed("b");
        List<String> atTheOneAfter = checkpoint(3, "b", "c");

        // Then
        assertThat(atTheNext)
                .as("a crash before checkpoint 2 is complete restores 1 and commits its transaction again")
                .isEmpty();
        assertThat(atTheOneAfter).containsExactly("a");
    }

    @Test
    void keepsIdsThatAreCommittedTogetherUntilTheNextCheckpointIsComplete() {
        // Given: checkpoint 1 was given up after this task had prepared for it
        checkpoint(1, "a");
        checkpoint(2, "a", "b");
        committed("a");
        committed("b");

        // When
        List<String> free = checkpoint(3, "a", "b", "c");

        // Then
        assertThat(free)
                .as("a crash now restores checkpoint 2, which commits both again")
                .isEmpty();
    }

    @Test
    void keepsIdsThatARestoreHasCommittedUntilTheNextCheckpointIsComplete() {
        // Given
        reuse.prepared(List.of(new CheckpointTransaction("a", 6), new CheckpointTransaction("b", 7)));
        committed("a");
        committed("b");

        // When
        List<String> atTheFirst = checkpoint(8, "a", "b", "c");
        committed("c");
        List<String> atTheSecond = checkpoint(9, "a", "b", "c", "d");

        // Then
        assertThat(atTheFirst).isEmpty();
        assertThat(atTheSecond).containsExactly("a", "b");
    }

    @Test
    void letsACheckpointProtectOnlyWhatIsYetToBeCommitted() {
        // Given
        checkpoint(1, "a");
        committed("a");
        reuse.free(2);

        // When
        List<CheckpointTransaction> uncommitted =
                reuse.uncommitted(List.of(new CheckpointTransaction("a", 1), new CheckpointTransaction("b", 2)));

        // Then
        assertThat(uncommitted)
                .as("if a is open after a restore of checkpoint 2, it was begun since, and must be aborted")
                .containsExactly(new CheckpointTransaction("b", 2));
    }

    /** @param taken ids, the last one of which was prepared for this checkpoint */
    private List<String> checkpoint(long checkpointId, String... taken) {
        List<String> free = reuse.free(checkpointId).stream()
                .map(TransactionFinished::getTransactionId)
                .toList();
        List<CheckpointTransaction> prepared = new ArrayList<>();
        for (int index = 0; index < taken.length; index++) {
            prepared.add(new CheckpointTransaction(taken[index], checkpointId - (taken.length - 1 - index)));
        }
        reuse.prepared(reuse.uncommitted(prepared));
        return free;
    }

    private void committed(String id) {
        reuse.committed(TransactionFinished.successful(id));
    }
}
