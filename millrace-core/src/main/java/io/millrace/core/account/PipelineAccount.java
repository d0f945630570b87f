package io.millrace.core.account;

import java.util.List;
import java.util.Map;

/**
 * What became of every record of a pipeline.
 *
 * @param droppedBehindIntake rows that an operator behind the intake dropped unseen, by operator; anything but empty
 *     means the pipeline is not healthy
 */
public record PipelineAccount(
        String pipeline,
        List<InputAccount> inputs,
        List<OutputAccount> outputs,
        Map<String, Long> droppedBehindIntake) {

    public PipelineAccount {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        droppedBehindIntake = Map.copyOf(droppedBehindIntake);
    }

    /** Whether every record is accounted for and no operator dropped a row. */
    public boolean isBalanced() {
        return inputs.stream().allMatch(InputAccount::isBalanced) && droppedBehindIntake.isEmpty();
    }
}
