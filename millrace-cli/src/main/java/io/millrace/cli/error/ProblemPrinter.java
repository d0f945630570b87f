package io.millrace.cli.error;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.Problem;
import java.util.Optional;

/** Shows a problem: to people on standard error, to programs as one JSON object on standard output. */
public final class ProblemPrinter {

    private ProblemPrinter() {}

    /** Several lines on {@code err}; the code is coloured where the stream has colours. */
    public static void print(Problem problem, Terminal.Stream err) {
        String code = "[" + problem.code() + "]";
        String text = Printable.lines(problem.render());
        int at = text.indexOf(code);
        Style look = problem.code().isWarning() ? Style.CAREFUL : Style.BAD;
        err.println(text.substring(0, at) + look.paint(code, err) + text.substring(at + code.length()));
    }

    /** One object of type {@code problem} or {@code warning}; {@code pipeline} only when it is one pipeline's. */
    public static void print(Problem problem, Optional<String> pipeline, JsonLines json) {
        ObjectNode event = json.event(problem.code().isWarning() ? "warning" : "problem")
                .put("code", problem.code().toString())
                .put("fault", problem.code().fault().name());
        pipeline.ifPresent(name -> event.put("pipeline", name));
        problem.location().ifPresent(place -> event.put("file", place.file())
                .put("line", place.line())
                .put("column", place.column()));
        json.write(event.put("message", problem.message()).put("remedy", problem.remedy()));
    }
}
