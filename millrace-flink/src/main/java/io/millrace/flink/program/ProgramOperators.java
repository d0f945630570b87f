package io.millrace.flink.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.streaming.api.transformations.UnionTransformation;

/**
 * Gives the operators that a program added what it did not say: an id, and a parallelism that leaves the rows of a
 * partition in order.
 */
final class ProgramOperators {

    private final String program;
    private final StreamExecutionEnvironment environment;
    private final Map<String, Integer> numbers = new HashMap<>();
    private int done;

    /** To be made before the program adds its first. */
    ProgramOperators(String program, StreamExecutionEnvironment environment) {
        this.program = program;
        this.environment = environment;
        this.done = environment.getTransformations().size();
    }

    /** Finishes those that were added since the last time. */
    void finish() {
        List<Transformation<?>> all = environment.getTransformations();
        for (; done < all.size(); done++) {
            Transformation<?> added = all.get(done);
            if (added instanceof PhysicalTransformation<?> operator) {
                keepParallelism(operator);
                name(operator);
            }
        }
    }

    /** By default Flink would spread the rows of few partitions over more subtasks, and lose their order on the way. */
    private static void keepParallelism(Transformation<?> operator) {
        if (operator.isParallelismConfigured() || operator.getInputs().isEmpty()) {
            return;
        }
        int parallelism = parallelism(operator.getInputs());
        if (parallelism > 0) {
            operator.setParallelism(parallelism, false);
        }
    }

    /** Zero where rows are spread anew, or come with different ones. */
    private static int parallelism(List<Transformation<?>> inputs) {
        int common = -1;
        for (Transformation<?> input : inputs) {
            int own = parallelism(input);
            common = common < 0 || common == own ? own : 0;
        }
        return common;
    }

    private static int parallelism(Transformation<?> input) {
        if (input instanceof PartitionTransformation<?>) {
            return 0;
        }
        return input instanceof SideOutputTransformation<?> || input instanceof UnionTransformation<?>
                ? parallelism(input.getInputs())
                : input.getParallelism();
    }

    /** By the operator's name, so that one more of another kind changes no id. */
    private void name(Transformation<?> operator) {
        if (operator.getUid() == null) {
            int number = numbers.merge(operator.getName(), 1, Integer::sum);
            operator.setUid("program-" + program + "/" + operator.getName() + "/" + number);
        }
    }
}
