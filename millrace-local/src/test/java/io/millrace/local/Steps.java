package io.millrace.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the steps of starts. */
final class Steps implements RunListener {

    /** The address of the database. */
    static final Pattern DATABASE = Pattern.compile("PostgreSQL on (127\\.0\\.0\\.1:\\d+), .*");

    private final List<String> all = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    List<String> all() {
        return all;
    }

    List<String> warnings() {
        return warnings;
    }

    /** The group of the pattern, in the step that matched it last. */
    String last(Pattern told) {
        return all.stream()
                .map(told::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    @Override
    public void progress(String step) {
        all.add(step);
    }

    @Override
    public void warning(String warning) {
        warnings.add(warning);
    }
}
