package io.millrace.core.flood;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that pours into its rejects, as it stood when that was noticed.
 *
 * @param number tells this flood from those before it, from 1
 * @param records of the table within the window
 * @param rejected of these
 * @param samples of the rejects, up to {@link #SAMPLES}, of as many reasons as there are
 */
public record Flood(long number, long records, long rejected, ArrayList<RejectSample> samples) implements Serializable {

    /** So many rejects make a reader see what is going on. */
    public static final int SAMPLES = 3;

    public Flood {
        samples = new ArrayList<>(List.copyOf(samples));
    }
}
