package io.millrace.flink.launch;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.SerializedThrowable;

/** Says in a user's words why a job failed. */
public final class JobFailures {

    private JobFailures() {}

    public static Problem problem(String pipeline, Delivery delivery, Throwable failure) {
        return problem(pipeline, failure, "see the log for the details; the next run " + NextRun.goesOn(delivery));
    }

    /** @param remedy for a failure that names none of its own */
    public static Problem problem(String pipeline, Throwable failure, String remedy) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof MillraceException own) {
                return own.problems().get(0);
            }
        }
        for (Throwable cause : causes) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("is treated as a generic type")) {
                return Problem.of(
                        ErrorCode.SERIALIZER_UNKNOWN,
                        "pipeline \"" + pipeline + "\" keeps something in state that only Kryo could write: "
                                + text(cause),
                        "make its class a public record, or a public class with fields that are public or have getters"
                                + " and setters");
            }
            if (message.contains("Cannot map checkpoint/savepoint state")
                    || message.contains("The new state serializer")
                    || cause.getClass().getSimpleName().equals("StateMigrationException")) {
                return Problem.of(
                        ErrorCode.PIPELINE_CHANGED,
                        "pipeline \"" + pipeline
                                + "\" has changed, and the state of its last run does not fit any more: " + text(cause),
                        "start it with --fresh to read the inputs again, or go back to the files of the last run");
            }
        }
        return Problem.of(
                ErrorCode.PIPELINE_FAILED,
                "pipeline \"" + pipeline + "\" failed: " + text(causes.get(causes.size() - 1)),
                remedy);
    }

    /** From the outermost to the innermost, as far as their classes are known here. */
    public static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            Throwable real = cause instanceof SerializedThrowable serialized
                    ? serialized.deserializeError(JobFailures.class.getClassLoader())
                    : cause;
            causes.add(real);
        }
        return causes;
    }

    /** The first line of what it says, or else what it is. */
    public static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
