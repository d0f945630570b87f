package io.millrace.flink.json;

import java.io.Serializable;

/**
 * How large a document may be before it is refused rather than read.
 *
 * @param maxBytes of the whole value, at least 1
 * @param maxDepth objects and arrays inside each other, the outermost included, at least 1
 * @param maxNumberLength bytes of one number as written, at least 1
 */
public record JsonLimits(int maxBytes, int maxDepth, int maxNumberLength) implements Serializable {

    public static final JsonLimits DEFAULT = new JsonLimits(1 << 20, 200, 1000);

    /** The usual ones, but for the size. */
    public static JsonLimits of(int maxBytes) {
        return new JsonLimits(maxBytes, DEFAULT.maxDepth, DEFAULT.maxNumberLength);
    }

    public JsonLimits {
        if (maxBytes < 1 || maxDepth < 1 || maxNumberLength < 1) {
            throw new IllegalArgumentException("limits must be positive: maxBytes=%d, maxDepth=%d, maxNumberLength=%d"
                    .formatted(maxBytes, maxDepth, maxNumberLength));
        }
    }
}
