package io.millrace.local.run;

import io.millrace.core.error.MillraceException;
import io.millrace.local.RunListener;
import io.millrace.local.connect.ConnectorHealth;
import io.millrace.local.connect.EmbeddedConnect;
import io.millrace.local.database.EmbeddedDatabase;
import io.millrace.postgres.capture.Slot;
import io.millrace.postgres.capture.SourceDatabase;
import io.millrace.postgres.capture.WantedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of connectors that fail, and begins them again; tells how much of its log a database keeps for a slot that does not
 * go on. On a thread of its own from {@link #start} to {@link #close}.
 */
final class ConnectWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ConnectWatch.class);
    private static final long LOOK_MS = 2000;
    private static final int LOOKS_PER_RESTART = 5;

    /** A connection that is lost comes back within seconds. */
    private static final int LOOKS_UNREAD = 4;

    /** Told at first, and whenever it has doubled. */
    private static final long MUCH_RETAINED = 1L << 30;

    private final ConnectorHealth connectors;
    private final EmbeddedDatabase database;
    private final Map<String, List<WantedTable>> captured;
    private final RunListener listener;
    private final Map<String, String> failed = new HashMap<>();
    private final Map<String, Long> retained = new HashMap<>();

    /** How often in a row nobody read from a slot. */
    private final Map<String, Integer> unread = new HashMap<>();

    private final Set<String> unpublished = new HashSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "watch-connect");
    private boolean isAway;

    private ConnectWatch(
            EmbeddedConnect connect,
            EmbeddedDatabase database,
            Map<String, List<WantedTable>> captured,
            RunListener listener) {
        this.connectors = new ConnectorHealth(connect.address());
        this.database = database;
        this.captured = captured;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /** @param captured tables by the slot, which is also the publication, that they are captured through */
    static ConnectWatch start(
            EmbeddedConnect connect,
            EmbeddedDatabase database,
            Map<String, List<WantedTable>> captured,
            RunListener listener) {
        ConnectWatch watch = new ConnectWatch(connect, database, captured, listener);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            for (int look = 0; !closed.await(LOOK_MS, TimeUnit.MILLISECONDS); look++) {
                lookAtConnectors(look);
                lookAtDatabase();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A worker that does not answer is busy, or ends. */
    private void lookAtConnectors(int look) {
        try {
            tell(connectors.failures(), look);
        } catch (MillraceException e) {
            LOGGER.atDebug().setCause(e).log("connectors could not be looked at");
        }
    }

    private void tell(Map<String, String> now, int look) {
        now.forEach((name, why) -> {
            if (failed.put(name, why) == null) {
                listener.warning("connector %s failed, and brings nothing: %s; it is begun again until it runs"
                        .formatted(name, why));
            }
            if (look % LOOKS_PER_RESTART == 0) {
                connectors.restart(name);
            }
        });
        List.copyOf(failed.keySet()).stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> {
                    failed.remove(name);
                    listener.warning("connector %s runs again, from where it was".formatted(name));
                });
    }

    private void lookAtDatabase() {
        if (captured.isEmpty()) {
            return;
        }
        try (Connection connection = database.connect()) {
            if (isAway) {
                isAway = false;
                listener.warning("the database answers again");
            }
            SourceDatabase source = new SourceDatabase(connection);
            captured.forEach((slot, tables) -> {
                lookAt(slot, source.slot(slot));
                source.unpublished(slot, tables).forEach(table -> tellUnpublished(slot, table));
            });
        } catch (MillraceException | SQLException e) {
            if (!isAway) {
                isAway = true;
                listener.warning("the database does not answer, and no changes come: " + e.getMessage());
            }
        }
    }

    /** A connector that tries in vain is running as far as Connect knows; the database knows better. */
    private void lookAt(String name, Optional<Slot> slot) {
        boolean isRead = slot.isPresent() && slot.get().isActive();
        int looks = isRead ? 0 : unread.getOrDefault(name, 0) + 1;
        boolean wasTold = unread.getOrDefault(name, 0) >= LOOKS_UNREAD;
        unread.put(name, looks);
        if (looks == LOOKS_UNREAD) {
            listener.warning(
                    slot.isPresent()
                            ? "no changes come: connector %s does not read from the database; the log says why it tries in vain"
                                    .formatted(connector(name))
                            : "no changes come: the database has no slot %s any more; what was changed since is not captured"
                                    .formatted(name));
        } else if (isRead && wasTold) {
            listener.warning("connector %s reads from the database again".formatted(connector(name)));
        }
        slot.ifPresent(present -> retains(name, present.retainedBytes()));
    }

    /** PostgreSQL goes on without a word. */
    private void tellUnpublished(String publication, WantedTable table) {
        if (unpublished.add(table.qualified())) {
            listener.warning("no changes of table %s come: publication %s of the database does not have it any more"
                    .formatted(table.qualified(), publication));
        }
    }

    private static String connector(String slot) {
        return slot.replace('_', '-');
    }

    private void retains(String slot, long bytes) {
        long told = retained.getOrDefault(slot, MUCH_RETAINED / 2);
        if (bytes >= 2 * told) {
            retained.put(slot, bytes);
            listener.warning(
                    "the database keeps %d MiB of its log for slot %s, which does not go on; free disk or mend connector %s"
                            .formatted(bytes >> 20, slot, connector(slot)));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        // it may be waiting for an answer
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
