package io.millrace.bench.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Clients in a process of their own, on this one's class path. */
public final class Clients {

    private Clients() {}

    /** Runs a main class; what it prints is printed here. */
    public static void run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process client = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        // what the clients log
        client.getErrorStream().transferTo(OutputStream.nullOutputStream());
        if (client.waitFor() != 0) {
            throw new IllegalStateException("the client failed");
        }
    }
}
