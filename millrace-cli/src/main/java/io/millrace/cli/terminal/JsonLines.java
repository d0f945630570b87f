package io.millrace.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Standard output under {@code --json}: one object a line, each with {@code type} and {@code time} (UTC). Plain ASCII,
 * so that it survives any terminal and any pipe. Thread-safe.
 */
public final class JsonLines {

    private final ObjectMapper mapper =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private final Terminal.Stream out;
    private final InstantSource clock;

    public JsonLines(Terminal.Stream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /** A new object, to be filled and then handed to {@link #write}. */
    public ObjectNode event(String type) {
        return mapper.createObjectNode()
                .put("type", type)
                .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    public void write(ObjectNode event) {
        try {
            out.println(mapper.writeValueAsString(event));
        } catch (JsonProcessingException notReached) {
            throw new UncheckedIOException("a tree always has a JSON form", notReached);
        }
    }
}
