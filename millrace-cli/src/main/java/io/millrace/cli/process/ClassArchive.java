package io.millrace.cli.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of loaded classes that makes the next start fast (class-data sharing).
 *
 * <p>It is saved from inside a run that has done its work, not by {@code -XX:ArchiveClassesAtExit}: that would also
 * archive a {@code --help}, and write over seconds at a second Ctrl-C.
 *
 * @param file where the launcher wants it; empty when it has one already
 */
public record ClassArchive(Optional<Path> file) {

    private static final Logger LOGGER = LoggerFactory.getLogger(ClassArchive.class);

    /** Needs a JVM started with {@code -XX:+RecordDynamicDumpInfo}, which the launcher sees to. */
    public static ClassArchive ofProcess(Properties properties) {
        return new ClassArchive(
                Optional.ofNullable(properties.getProperty("millrace.archive")).map(Path::of));
    }

    public boolean isWanted() {
        return file.isPresent();
    }

    /**
     * Saves all classes loaded so far, in some seconds. Comes last in a process: nothing that is printed afterwards
     * reaches standard output. Failing costs speed only, so it is logged and no more.
     */
    public void save() {
        // The JVM prints the file's name.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        file.ifPresent(ClassArchive::save);
    }

    private static void save(Path file) {
        Path unfinished = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmCds",
                            new Object[] {new String[] {"dynamic_dump", unfinished.toString()}},
                            new String[] {String[].class.getName()});
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (JMException | IOException cause) {
            LOGGER.atWarn().setCause(cause).log("class archive not saved; starts stay slow");
        }
    }
}
