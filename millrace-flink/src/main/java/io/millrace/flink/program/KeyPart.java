package io.millrace.flink.program;

import java.io.IOException;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.api.java.functions.KeySelector;

/** Tells what a key is made of, where that can be known. */
final class KeyPart {

    private KeyPart() {}

    /**
     * The component of a record whose accessor the selector is, as in {@code keyBy(Payment::cardId)}. What any other
     * code makes of an object cannot be seen from outside; nor what a record does that computes its components.
     */
    static Optional<RecordComponent> of(KeySelector<?, ?> selector) {
        try {
            Method method = selector.getClass().getDeclaredMethod("writeReplace");
            method.setAccessible(true);
            return method.invoke(selector) instanceof SerializedLambda lambda
                    ? component(lambda, selector.getClass().getClassLoader())
                    : Optional.empty();
        } catch (ReflectiveOperationException e) {
            // no lambda, or of a class that is not open to us
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("a class that was loaded cannot be read", e);
        }
    }

    private static Optional<RecordComponent> component(SerializedLambda lambda, ClassLoader loader)
            throws ClassNotFoundException, IOException {
        if (lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeVirtual || lambda.getCapturedArgCount() > 0) {
            return Optional.empty();
        }
        Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
        if (!owner.isRecord() || !PlainRecord.isPlain(owner, lambda.getImplMethodName())) {
            return Optional.empty();
        }
        return Arrays.stream(owner.getRecordComponents())
                .filter(component -> component.getName().equals(lambda.getImplMethodName()))
                .findFirst();
    }
}
