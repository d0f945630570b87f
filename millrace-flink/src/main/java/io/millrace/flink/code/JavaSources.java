package io.millrace.flink.code;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.SourceFile;
import io.millrace.core.text.SourceText;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Source files as they were read, and where the classes in them stand. */
final class JavaSources {

    private final Map<URI, SourceText> texts = new HashMap<>();
    private final Map<String, SourceText> ofClasses = new HashMap<>();
    private final List<SourceObject> objects = new ArrayList<>();

    private JavaSources() {}

    static JavaSources read(List<Path> files, Problems problems) {
        JavaSources sources = new JavaSources();
        for (Path file : files) {
            SourceFile.read(file, ErrorCode.JAVA_INVALID, problems).ifPresent(text -> {
                SourceObject object = new SourceObject(file, text.text());
                sources.texts.put(object.toUri(), text);
                sources.objects.add(object);
            });
        }
        return sources;
    }

    List<SourceObject> objects() {
        return objects;
    }

    SourceText text(URI source) {
        SourceText text = texts.get(source);
        if (text == null) {
            throw new IllegalArgumentException("no source was read from " + source);
        }
        return text;
    }

    /** Notes which source a class came of. */
    void compiled(String className, URI source) {
        ofClasses.put(className, text(source));
    }

    /** The classes that were compiled, nested ones left out. */
    List<String> classes() {
        return ofClasses.keySet().stream()
                .filter(name -> name.indexOf('$') < 0)
                .sorted()
                .toList();
    }

    /** Where the class is declared. */
    SourceLocation declaration(String className) {
        String simpleName = className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        return find(
                className,
                Pattern.compile("\\b(?:class|record|enum|interface)\\s+(" + Pattern.quote(simpleName) + ")\\b"));
    }

    /** The first group of the first match in the class's file; the file's beginning if there is none. */
    SourceLocation find(String className, Pattern pattern) {
        SourceText text = ofClass(className);
        Matcher matcher = pattern.matcher(text.text());
        return matcher.find() ? text.at(matcher.start(1)) : text.at(1, 0);
    }

    /** @param line from 1 */
    SourceLocation line(String className, int line) {
        SourceText text = ofClass(className);
        String content = text.at(line, 0).text();
        return text.at(line, content.length() - content.stripLeading().length() + 1);
    }

    private SourceText ofClass(String className) {
        SourceText text = ofClasses.get(className);
        if (text == null) {
            throw new IllegalArgumentException("class " + className + " was not compiled here");
        }
        return text;
    }
}
