package io.millrace.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.broker.ChildProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryIT {

    private final Path root;

    DataDirectoryIT(@TempDir Path directory) {
        this.root = directory.resolve(".millrace");
    }

    @Test
    void isFreeAgainOnceItsProcessWasKilled() throws Exception {
        // Given
        try (ChildProcess child = ChildProcess.start(Holder.class, root.toString())) {
            String pid = child.await("READY");
            assertThatThrownBy(() -> DataDirectory.open(root))
                    .hasMessageContaining("process " + pid)
                    .hasMessageContaining("127.0.0.1:19092");

            // When
            child.kill();
        }

        // Then
        assertThat(DataDirectory.running(root))
                .as("what it left behind is stale")
                .isEmpty();
        DataDirectory.open(root).close();
    }

    /** Holds a data directory until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (DataDirectory data = DataDirectory.open(Path.of(arguments[0]))) {
                data.announce("127.0.0.1:19092");
                System.out.println("READY " + ProcessHandle.current().pid());
                Thread.currentThread().join();
            }
        }
    }
}
