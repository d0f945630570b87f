package io.millrace.flink.json;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a field by its name. */
final class FieldIndex {

    private final KeyHash hash;
    private final @Nullable Field[] slots;

    FieldIndex(List<Field> fields, KeyHash hash) {
        this.hash = hash;
        slots = new Field[Integer.highestOneBit(fields.size() + 1) * 4];
        for (Field field : fields) {
            byte[] utf8 = field.utf8();
            int slot = hash.of(Arrays.copyOf(utf8, utf8.length + Swar.PADDING), 0, utf8.length) & slots.length - 1;
            while (slots[slot] != null) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = field;
        }
    }

    /** The hash to find a key with. */
    int hash(byte[] text, int from, int to) {
        return hash.of(text, from, to);
    }

    /** @return nothing if no field has that name */
    @Nullable
    Field find(byte[] text, int from, int to, int keyHash) {
        for (int slot = keyHash & slots.length - 1; ; slot = slot + 1 & slots.length - 1) {
            Field field = slots[slot];
            if (field == null || Arrays.equals(field.utf8(), 0, field.utf8().length, text, from, to)) {
                return field;
            }
        }
    }
}
