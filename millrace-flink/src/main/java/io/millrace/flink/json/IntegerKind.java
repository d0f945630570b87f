package io.millrace.flink.json;

/** The widths of whole numbers, and the boxes that Flink keeps them in. */
enum IntegerKind {
    TINYINT(Byte.MIN_VALUE, Byte.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (byte) value;
        }
    },
    SMALLINT(Short.MIN_VALUE, Short.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (short) value;
        }
    },
    INT(Integer.MIN_VALUE, Integer.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (int) value;
        }
    },
    /** How often an element stands in a MULTISET. */
    COUNT(1, Integer.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (int) value;
        }
    },
    BIGINT(Long.MIN_VALUE, Long.MAX_VALUE) {
        @Override
        Object box(long value) {
            return value;
        }
    };

    private final long min;
    private final long max;

    IntegerKind(long min, long max) {
        this.min = min;
        this.max = max;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    /** @param value within the bounds */
    abstract Object box(long value);
}
