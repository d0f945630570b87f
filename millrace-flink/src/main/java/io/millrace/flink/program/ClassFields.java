package io.millrace.flink.program;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of a record or of a class with fields: read one by one, made all at once. */
final class ClassFields {

    /** A component of a record, or a field. */
    record Part(String name, Class<?> type) {}

    private final List<Part> parts;
    private final Constructor<?> constructor;
    private final Method @Nullable [] accessors;
    private final Field @Nullable [] fields;

    private ClassFields(
            List<Part> parts, Constructor<?> constructor, Method @Nullable [] accessors, Field @Nullable [] fields) {
        this.parts = parts;
        this.constructor = constructor;
        this.accessors = accessors;
        this.fields = fields;
    }

    /** @param names of the fields of a class that is no record */
    static ClassFields of(Class<?> type, List<String> names) {
        try {
            if (type.isRecord()) {
                RecordComponent[] components = type.getRecordComponents();
                Constructor<?> canonical = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                Method[] accessors = Arrays.stream(components)
                        .map(RecordComponent::getAccessor)
                        .toArray(Method[]::new);
                return new ClassFields(
                        Arrays.stream(components)
                                .map(component -> new Part(component.getName(), component.getType()))
                                .toList(),
                        canonical,
                        accessors,
                        null);
            }
            Field[] fields = names.stream().map(name -> field(type, name)).toArray(Field[]::new);
            return new ClassFields(
                    Arrays.stream(fields)
                            .map(field -> new Part(field.getName(), field.getType()))
                            .toList(),
                    type.getDeclaredConstructor(),
                    null,
                    fields);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Flink takes " + type + " for a class that can be made", e);
        }
    }

    private static Field field(Class<?> type, String name) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new IllegalStateException("Flink takes " + name + " for a field of " + type);
    }

    List<Part> parts() {
        return parts;
    }

    /** @param values of every part, in order */
    Object make(@Nullable Object[] values) {
        try {
            if (fields == null) {
                return constructor.newInstance(values);
            }
            Object made = constructor.newInstance();
            for (int part = 0; part < fields.length; part++) {
                fields[part].set(made, values[part]);
            }
            return made;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nullable
    Object get(Object from, int part) {
        try {
            return fields == null ? Objects.requireNonNull(accessors)[part].invoke(from) : fields[part].get(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
