package io.millrace.flink.json;

import java.util.Arrays;
import java.util.List;

/** Finds a field by its name, and remembers which field usually follows which. */
final class FieldIndex {

    static final int UNKNOWN = -1;

    /** Never empty, so that there is always one to expect; a name that needs escapes is found only in the slots. */
    private final FieldName[] names;
    private final KeyHash hash;
    private final int[] slots;
    /** At i + 1 the field expected behind field i, at 0 the one expected first. */
    private final int[] followers;

    FieldIndex(List<String> fields, KeyHash hash) {
        this.hash = hash;
        names = new FieldName[Math.max(fields.size(), 1)];
        names[0] = new FieldName("\"");
        slots = new int[Integer.highestOneBit(names.length + 1) * 4];
        Arrays.fill(slots, UNKNOWN);
        followers = new int[names.length + 1];
        for (int i = 0; i < fields.size(); i++) {
            names[i] = new FieldName(fields.get(i));
            followers[i] = i;
            byte[] utf8 = names[i].utf8();
            int slot = hash.of(Arrays.copyOf(utf8, utf8.length + Swar.PADDING), 0, utf8.length) & slots.length - 1;
            while (slots[slot] != UNKNOWN) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = i;
        }
    }

    FieldName name(int field) {
        return names[field];
    }

    /** @param previous the field before, {@link #UNKNOWN} at the start or behind an undeclared one */
    int follower(int previous) {
        return followers[previous + 1];
    }

    /** Expects {@code field} behind {@code previous} in the objects to come. */
    void learn(int previous, int field) {
        followers[previous + 1] = field;
    }

    int hash(byte[] text, int from, int to) {
        return hash.of(text, from, to);
    }

    /** @return the field, or {@link #UNKNOWN} */
    int find(byte[] text, int from, int to, int keyHash) {
        for (int slot = keyHash & slots.length - 1; slots[slot] != UNKNOWN; slot = slot + 1 & slots.length - 1) {
            byte[] utf8 = names[slots[slot]].utf8();
            if (Arrays.equals(utf8, 0, utf8.length, text, from, to)) {
                return slots[slot];
            }
        }
        return UNKNOWN;
    }
}
