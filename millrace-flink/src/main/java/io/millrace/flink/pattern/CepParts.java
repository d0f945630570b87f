package io.millrace.flink.pattern;

import java.io.Serializable;
import java.lang.reflect.Field;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler.NFAFactory;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What one of Flink's pattern operators was made of. It keeps these in private fields, which are only read.
 *
 * @param comparator of a secondary order, null for none
 * @param lateRows where rows go that come too late, null for nowhere
 */
record CepParts<InT>(
        TypeSerializer<InT> serializer,
        NFAFactory<InT> nfa,
        @Nullable EventComparator<InT> comparator,
        AfterMatchSkipStrategy skipStrategy,
        @Nullable OutputTag<InT> lateRows)
        implements Serializable {

    static final String SERIALIZER = "inputSerializer";
    static final String NFA = "nfaFactory";
    static final String COMPARATOR = "comparator";
    static final String SKIP_STRATEGY = "afterMatchSkipStrategy";
    static final String LATE_ROWS = "lateDataOutputTag";
    static final String IS_PROCESSING_TIME = "isProcessingTime";

    @SuppressWarnings({"unchecked", "NullAway"}) // a contract test holds the fields to these types; two may be null
    static <InT> CepParts<InT> of(CepOperator<InT, ?, ?> operator) {
        return new CepParts<>(
                (TypeSerializer<InT>) read(operator, SERIALIZER),
                (NFAFactory<InT>) read(operator, NFA),
                (EventComparator<InT>) read(operator, COMPARATOR),
                (AfterMatchSkipStrategy) read(operator, SKIP_STRATEGY),
                (OutputTag<InT>) read(operator, LATE_ROWS));
    }

    /** Whether it works by the machine's clock, and so never waits for a watermark. */
    static boolean isOnProcessingTime(CepOperator<?, ?, ?> operator) {
        return Boolean.TRUE.equals(read(operator, IS_PROCESSING_TIME));
    }

    private static @Nullable Object read(CepOperator<?, ?, ?> operator, String name) {
        try {
            Field field = CepOperator.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(operator);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Flink's CepOperator has no field " + name, e);
        }
    }
}
