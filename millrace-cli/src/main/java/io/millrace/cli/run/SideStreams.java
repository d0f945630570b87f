package io.millrace.cli.run;

import io.millrace.cli.terminal.Printable;

/** The topics beside a table, and how to look into them. */
record SideStreams(String pipeline, String table) {

    String rejects() {
        return pipeline + "." + table + ".rejects";
    }

    String late() {
        return pipeline + "." + table + ".late";
    }

    /**
     * A command for a POSIX shell that prints headers (with the reason) and value of each record.
     *
     * @return two lines, the first continued by the second
     */
    static String peek(String topic, String bootstrapServers) {
        return "  kcat -Ceq -b " + bootstrapServers + " -t " + quoted(topic) + " \\\n       -f '%h %s\\n'";
    }

    private static String quoted(String topic) {
        String shown = Printable.line(topic);
        return shown.matches("[A-Za-z0-9._-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }
}
