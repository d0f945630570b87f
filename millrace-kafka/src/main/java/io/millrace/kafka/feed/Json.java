package io.millrace.kafka.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Flat JSON objects, as far as a feed needs them. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static byte[] object(Map<String, Scalar> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 32 * fields.size());
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            for (Map.Entry<String, Scalar> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                Scalar value = field.getValue();
                if (value.isText()) {
                    json.writeString(value.text());
                } else {
                    json.writeRawValue(value.text());
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * @param wanted names of fields at the top
     * @return those of them that hold a scalar; empty if the line is no JSON object: whether it is one, the intake decides
     */
    static Map<String, Scalar> scalars(byte[] line, Set<String> wanted) {
        Map<String, Scalar> found = new HashMap<>();
        try (JsonParser json = FACTORY.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isStructStart()) {
                    json.skipChildren();
                } else if (wanted.contains(name)) {
                    found.put(name, new Scalar(json.getText(), value == JsonToken.VALUE_STRING));
                }
            }
            return found;
        } catch (IOException e) {
            return Map.of();
        }
    }
}
