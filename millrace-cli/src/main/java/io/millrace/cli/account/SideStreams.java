package io.millrace.cli.account;

import io.millrace.cli.terminal.Printable;

/** The topics beside a table, and how to look into them. */
public record SideStreams(String pipeline, String table) {

    public String rejects() {
        return pipeline + "." + table + ".rejects";
    }

    public String late() {
        return pipeline + "." + table + ".late";
    }

    /**
     * A command for a POSIX shell that prints headers (with the reason) and value of each record.
     *
     * @return two lines, the first continued by the second
     */
    public static String peek(String topic, String bootstrapServers) {
        return "  kcat -Ceq -b " + bootstrapServers + " -t " + quoted(topic) + " \\\n       -f '%h %s\\n'";
    }

    private static String quoted(String topic) {
        String shown = Printable.line(topic);
        return shown.matches("[A-Za-z0-9._-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }
}
