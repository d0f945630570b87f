package io.millrace.flink.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler.NFAFactory;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** What this version of Flink must have for patterns to be exchanged. */
class CepPartsTest {

    @Test
    void thePatternOperatorHasTheFieldsThatAreRead() throws ReflectiveOperationException {
        Map<String, Class<?>> read = Map.of(
                CepParts.SERIALIZER, TypeSerializer.class,
                CepParts.NFA, NFAFactory.class,
                CepParts.COMPARATOR, EventComparator.class,
                CepParts.SKIP_STRATEGY, AfterMatchSkipStrategy.class,
                CepParts.LATE_ROWS, OutputTag.class,
                CepParts.IS_PROCESSING_TIME, boolean.class);
        for (Map.Entry<String, Class<?>> each : read.entrySet()) {
            var field = CepOperator.class.getDeclaredField(each.getKey());

            assertThat(field.getType()).as(each.getKey()).isEqualTo(each.getValue());
            assertThat(Modifier.isFinal(field.getModifiers()))
                    .as(each.getKey() + " is made once, in the constructor")
                    .isTrue();
        }
        assertThat(CepOperator.class.getConstructors())
                .as("a part more in the constructor would be left out")
                .singleElement()
                .satisfies(made -> assertThat(made.getParameterCount()).isEqualTo(7));
    }
}
