package io.millrace.flink.json;

import java.util.Arrays;

/**
 * The keys met in the objects of one document, in one open-addressing table for all of them. An entry points into the
 * document's text, so nothing is copied; entries of earlier documents count as free, so nothing is cleared.
 */
final class DuplicateKeys {

    private static final int SMALL = 256;
    private static final int LARGEST_KEPT = 1 << 16;

    private long[] owners = new long[SMALL];
    private int[] hashes = new int[SMALL];
    private int[] starts = new int[SMALL];
    private int[] ends = new int[SMALL];
    private int used;
    private long firstObject = 1;

    /** @param firstObject the lowest object number of the document to come; above all those before */
    void begin(long firstObject) {
        this.firstObject = firstObject;
        used = 0;
        if (owners.length > LARGEST_KEPT) {
            resize(SMALL);
        }
    }

    /**
     * Notes a key.
     *
     * @param object the number of the object that holds it, unique over all documents
     * @return false if that object has had the key before
     */
    boolean add(long object, byte[] text, int from, int to, int hash) {
        int mask = owners.length - 1;
        int slot = slot(object, hash) & mask;
        while (owners[slot] >= firstObject) {
            if (owners[slot] == object
                    && hashes[slot] == hash
                    && Arrays.equals(text, starts[slot], ends[slot], text, from, to)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        owners[slot] = object;
        hashes[slot] = hash;
        starts[slot] = from;
        ends[slot] = to;
        if (++used > owners.length / 2) {
            grow();
        }
        return true;
    }

    private static int slot(long object, int hash) {
        int mixed = (hash ^ (int) object) * 0x9E37_79B9;
        return mixed ^ mixed >>> 15;
    }

    private void grow() {
        long[] oldOwners = owners;
        int[] oldHashes = hashes;
        int[] oldStarts = starts;
        int[] oldEnds = ends;
        resize(oldOwners.length * 2);
        int mask = owners.length - 1;
        for (int i = 0; i < oldOwners.length; i++) {
            if (oldOwners[i] >= firstObject) {
                int slot = slot(oldOwners[i], oldHashes[i]) & mask;
                while (owners[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                owners[slot] = oldOwners[i];
                hashes[slot] = oldHashes[i];
                starts[slot] = oldStarts[i];
                ends[slot] = oldEnds[i];
            }
        }
    }

    private void resize(int capacity) {
        owners = new long[capacity];
        hashes = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }
}
