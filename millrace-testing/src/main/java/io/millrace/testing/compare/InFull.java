package io.millrace.testing.compare;

import java.util.List;

/** Shows a pair of long values uncut. */
final class InFull {

    private InFull() {}

    static List<String> lines(String heading, Cell expected, Cell actual) {
        return List.of(
                "  " + heading + ", in full:", "    expected  " + expected.text(), "    actual    " + actual.text());
    }
}
