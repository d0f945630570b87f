package io.millrace.flink.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.side.OutboundRecord;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.junit.jupiter.api.Test;

class TransactionalWriterTest {

    @Test
    void aCloseThatHangsEndsWithTheTaskThatIsInterruptedInIt() throws Exception {
        // Given
        HangingWriter kafka = new HangingWriter();
        TransactionalWriter writer =
                new TransactionalWriter(kafka, "hanging", new TaskInfoImpl("task", 1, 0, 1, 0), List.of());
        Thread task = new Thread(() -> close(writer));
        task.start();
        kafka.hangs.await();

        // When
        task.interrupt();

        // Then
        assertThat(kafka.interrupted.await(30, TimeUnit.SECONDS))
                .as("the thread that closes does not go on alone")
                .isTrue();
    }

    private static void close(TransactionalWriter writer) {
        try {
            writer.close();
        } catch (Exception e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As Flink's writer with records for a topic that is gone. */
    private static final class HangingWriter
            implements PrecommittingStatefulSinkWriter<OutboundRecord, KafkaWriterState, KafkaCommittable> {

        private final CountDownLatch hangs = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public void write(OutboundRecord record, Context context) {}

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public Collection<KafkaCommittable> prepareCommit() {
            return List.of();
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public void close() throws Exception {
            hangs.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }
    }
}
