package io.millrace.flink.intake;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The type of the edge between source and gate. The two are always chained, so elements are passed by reference; a job
 * graph that broke the chain would fail at its first record rather than lose one.
 */
final class IntakeElementType extends TypeInformation<IntakeElement> {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<IntakeElement> getTypeClass() {
        return IntakeElement.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<IntakeElement> createSerializer(SerializerConfig config) {
        return ByReference.INSTANCE;
    }

    @Override
    public String toString() {
        return "IntakeElement";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntakeElementType;
    }

    @Override
    public int hashCode() {
        return IntakeElementType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof IntakeElementType;
    }

    /** Passes elements on as they are. */
    static final class ByReference extends TypeSerializerSingleton<IntakeElement> {

        private static final long serialVersionUID = 1L;
        private static final ByReference INSTANCE = new ByReference();

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public IntakeElement createInstance() {
            return IntakeElement.silent(0);
        }

        @Override
        public IntakeElement copy(IntakeElement from) {
            return from;
        }

        @Override
        public IntakeElement copy(IntakeElement from, IntakeElement reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(IntakeElement element, DataOutputView target) {
            throw unchained();
        }

        @Override
        public IntakeElement deserialize(DataInputView source) {
            throw unchained();
        }

        @Override
        public IntakeElement deserialize(IntakeElement reuse, DataInputView source) {
            throw unchained();
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) {
            throw unchained();
        }

        @Override
        public TypeSerializerSnapshot<IntakeElement> snapshotConfiguration() {
            return new Snapshot();
        }

        private static IllegalStateException unchained() {
            return new IllegalStateException("the gate of an intake is not chained to its source");
        }
    }

    /** Named by Flink's checkpoints, so it must stay public and keep its name. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<IntakeElement> {
        public Snapshot() {
            super(() -> ByReference.INSTANCE);
        }
    }
}
