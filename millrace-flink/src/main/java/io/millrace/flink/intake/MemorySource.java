package io.millrace.flink.intake;

import io.millrace.flink.log.MemoryLog;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** The source of an intake whose log is in memory: one reader, which finds everything in the log; nothing is restored. */
record MemorySource(String logId, String table, RowDecoder decoder)
        implements Source<IntakeElement, MemorySource.Nothing, MemorySource.Nothing>,
                ResultTypeQueryable<IntakeElement> {

    private static final long serialVersionUID = 1L;

    /** Both what a reader is assigned and what the enumerator remembers. */
    record Nothing() implements SourceSplit {
        @Override
        public String splitId() {
            return "nothing";
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<IntakeElement, Nothing> createReader(SourceReaderContext context) {
        return new MemoryReader(MemoryLog.of(logId).lane(table), decoder);
    }

    @Override
    public SplitEnumerator<Nothing, Nothing> createEnumerator(SplitEnumeratorContext<Nothing> context) {
        return new Enumerator();
    }

    @Override
    public SplitEnumerator<Nothing, Nothing> restoreEnumerator(
            SplitEnumeratorContext<Nothing> context, Nothing checkpoint) {
        return new Enumerator();
    }

    @Override
    public SimpleVersionedSerializer<Nothing> getSplitSerializer() {
        return new Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Nothing> getEnumeratorCheckpointSerializer() {
        return new Serializer();
    }

    @Override
    public TypeInformation<IntakeElement> getProducedType() {
        return new IntakeElementType();
    }

    private record Enumerator() implements SplitEnumerator<Nothing, Nothing> {
        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {}

        @Override
        public void addSplitsBack(List<Nothing> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {}

        @Override
        public Nothing snapshotState(long checkpointId) {
            return new Nothing();
        }

        @Override
        public void close() {}
    }

    private record Serializer() implements SimpleVersionedSerializer<Nothing> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Nothing nothing) {
            return new byte[0];
        }

        @Override
        public Nothing deserialize(int version, byte[] serialized) {
            return new Nothing();
        }
    }
}
