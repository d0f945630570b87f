package io.millrace.local.connect;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.ConnectorFile;
import io.millrace.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The connectors of pipelines that run together. */
public final class LocalConnectors {

    private final List<Connector> all;

    private LocalConnectors(List<Connector> all) {
        this.all = List.copyOf(all);
    }

    /** @throws MillraceException CONNECTOR_INVALID with every problem in all files, and two of one name */
    public static LocalConnectors read(List<Pipeline> pipelines) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Connector> byName = new HashMap<>();
        List<Connector> all = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            for (ConnectorFile file : pipeline.database().connectors()) {
                try {
                    Connector connector = Connector.read(file);
                    Connector before = byName.putIfAbsent(connector.name(), connector);
                    if (before != null) {
                        problems.add(Problem.at(
                                file.text().at(1, 0),
                                ErrorCode.CONNECTOR_INVALID,
                                "there are two connectors \"%s\": the other is in %s"
                                        .formatted(
                                                connector.name(), before.text().file()),
                                "give each a name of its own"));
                    }
                    all.add(connector);
                } catch (MillraceException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
        return new LocalConnectors(all);
    }

    /** @throws MillraceException CONNECTOR_INVALID with every problem in the pipeline's files; variables are not looked at */
    public static void check(Pipeline pipeline) {
        read(List.of(pipeline));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * @param variables as {@link LocalVariables#write} has written them
     * @throws MillraceException CONNECTOR_INVALID if a connector refers to another that is not in this process's environment
     */
    public void refuseUnknownVariables(Path variables) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Connector connector : all) {
            for (String variable : connector.variables()) {
                if (!LocalVariables.isKnown(variables, variable)) {
                    problems.add(Problem.at(
                            connector.placeOf(variable),
                            ErrorCode.CONNECTOR_INVALID,
                            "the variable \"%s\" has no value".formatted(variable),
                            "set it where millrace is started: %s=... millrace run ...".formatted(variable)));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
    }

    /**
     * Makes them, or changes them to what their files say; returns once all run.
     *
     * @param running gets the name of each
     * @throws MillraceException CONNECTOR_INVALID, CONNECT_FAILED
     */
    public void apply(EmbeddedConnect connect, Consumer<String> running) {
        ConnectClient client = new ConnectClient(connect.address());
        for (Connector connector : all) {
            client.apply(connector);
            running.accept(connector.name());
        }
    }
}
