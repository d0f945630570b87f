package io.millrace.local.cluster;

import java.nio.file.Path;

/**
 * What the embedded cluster may use.
 *
 * @param slots how many tasks of one operator can run beside one another, over all jobs; at least 1
 * @param temporary for unpacked libraries, spilled records and local state; emptied by whoever owns it, before the start
 */
public record ClusterOptions(int slots, Path temporary) {

    public ClusterOptions {
        if (slots < 1) {
            throw new IllegalArgumentException("no number of slots: " + slots);
        }
        temporary = temporary.toAbsolutePath().normalize();
    }
}
