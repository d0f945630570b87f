package io.millrace.flink.code;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.HintFlag;

/** Looks for hints that make a value a RAW type, which would go through Kryo: Flink takes them whatever its settings. */
final class RawHints {

    private RawHints() {}

    static boolean areIn(Class<?> type) {
        List<AnnotatedElement> elements = new ArrayList<>(List.of(type));
        elements.addAll(Arrays.asList(type.getDeclaredFields()));
        for (Method method : type.getDeclaredMethods()) {
            elements.add(method);
            elements.addAll(Arrays.asList(method.getParameters()));
        }
        return elements.stream()
                        .flatMap(element -> Arrays.stream(element.getDeclaredAnnotations()))
                        .anyMatch(RawHints::isRaw)
                || Arrays.stream(type.getDeclaredClasses()).anyMatch(RawHints::areIn);
    }

    /** Hints stand in other annotations too, alone or several. */
    private static boolean isRaw(Object value) {
        if (value instanceof DataTypeHint hint) {
            return isRaw(hint);
        }
        if (value instanceof Annotation[] several) {
            return Arrays.stream(several).anyMatch(RawHints::isRaw);
        }
        return value instanceof Annotation annotation
                && Arrays.stream(annotation.annotationType().getDeclaredMethods())
                        .anyMatch(member -> isRaw(read(annotation, member)));
    }

    private static boolean isRaw(DataTypeHint hint) {
        return hint.value().strip().toUpperCase(Locale.ROOT).startsWith("RAW")
                || hint.allowRawGlobally() == HintFlag.TRUE
                || hint.allowRawPattern().length > 0 && !hint.allowRawPattern()[0].isEmpty()
                || hint.forceRawPattern().length > 0 && !hint.forceRawPattern()[0].isEmpty();
    }

    private static Object read(Annotation annotation, Method member) {
        try {
            return member.invoke(annotation);
        } catch (IllegalAccessException | InvocationTargetException e) {
            // of an annotation that nobody else may see: none of Flink's
            return "";
        }
    }
}
