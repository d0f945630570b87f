package io.millrace.testing.update;

import io.millrace.testing.update.YamlSpan.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Finds the values in a YAML text from its events: composed nodes do not tell where an alias stands. */
final class YamlSpans {

    private final String text;
    private final int[] offsets;
    private final Iterator<Event> events;

    private YamlSpans(String text) {
        this.text = text;
        offsets = offsets(text);
        events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
    }

    /**
     * The top value of each document.
     *
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if the text is no YAML
     */
    static List<YamlSpan> documents(String text) {
        YamlSpans spans = new YamlSpans(text);
        List<YamlSpan> documents = new ArrayList<>();
        while (spans.events.hasNext()) {
            if (spans.events.next().getEventId() == Event.ID.DocumentStart) {
                documents.add(spans.value(spans.events.next()));
            }
        }
        return documents;
    }

    private YamlSpan value(Event event) {
        int start = offset(event.getStartMark());
        if (event instanceof CollectionStartEvent collection) {
            return collection(collection, start);
        }
        int end = offset(event.getEndMark());
        if (event instanceof AliasEvent) {
            return new YamlSpan(Kind.ALIAS, false, "", start, end, List.of());
        }
        ScalarEvent scalar = (ScalarEvent) event;
        boolean isBlock = scalar.isLiteral() || scalar.isFolded();
        return new YamlSpan(
                Kind.SCALAR, false, scalar.getValue(), start, isBlock ? withoutBlanks(start, end) : end, List.of());
    }

    private YamlSpan collection(CollectionStartEvent event, int start) {
        Kind kind = event.getEventId() == Event.ID.SequenceStart ? Kind.SEQUENCE : Kind.MAPPING;
        List<YamlSpan> parts = new ArrayList<>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.SequenceEnd && next.getEventId() != Event.ID.MappingEnd) {
            parts.add(value(next));
            next = events.next();
        }
        int end = event.isFlow() || parts.isEmpty()
                ? offset(next.getEndMark())
                : parts.get(parts.size() - 1).end();
        return new YamlSpan(kind, event.isFlow(), "", start, end, parts);
    }

    private int withoutBlanks(int start, int end) {
        int last = end;
        while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        return last;
    }

    private int offset(Optional<Mark> mark) {
        return offsets[mark.orElseThrow().getIndex()];
    }

    /** The parser counts code points. */
    private static int[] offsets(String text) {
        int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
        int offset = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = offset;
            offset += i < offsets.length - 1 ? Character.charCount(text.codePointAt(offset)) : 0;
        }
        return offsets;
    }
}
