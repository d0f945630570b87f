package io.millrace.local.data;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a running environment is reached, as {@code run.json} tells other commands.
 *
 * @param kafka e.g. {@code 127.0.0.1:9092}
 * @param pid of the process that serves
 * @param processStart when that process began, in epoch milliseconds; 0 where the system does not tell. Tells it from a
 *     later process with the same id
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Endpoints(String kafka, long pid, long processStart) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Endpoints ofThisProcess(String kafka) {
        ProcessHandle self = ProcessHandle.current();
        return new Endpoints(kafka, self.pid(), startOf(self));
    }

    /** Readers see the old file or the new one, never a part. */
    void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(draft, JSON.writeValueAsString(this) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @return empty if there is no file, or one that cannot be read as this version's */
    static Optional<Endpoints> read(Path file) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Endpoints.class));
        } catch (NoSuchFileException | JsonProcessingException absent) {
            return Optional.empty();
        }
    }

    /** Whether the process that wrote this still runs; after {@code kill -9} the file is left behind. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> processStart == 0 || startOf(process) == processStart)
                .isPresent();
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
