package io.millrace.local.run;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes everything there is, also when one part refuses. */
final class Shutdown {

    private static final Logger LOGGER = LoggerFactory.getLogger(Shutdown.class);

    private Shutdown() {}

    /** @param parts in the order of their closing; null for one that never started */
    static void all(@Nullable AutoCloseable... parts) {
        for (AutoCloseable part : parts) {
            if (part != null) {
                try {
                    part.close();
                } catch (Exception e) {
                    LOGGER.atWarn().setCause(e).log("a part of the local environment did not close");
                }
            }
        }
    }
}
