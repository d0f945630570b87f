package io.millrace.flink.program;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassReader;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Handle;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Label;
import org.apache.flink.shaded.asm9.org.objectweb.asm.MethodVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Type;
import org.jspecify.annotations.Nullable;

/** Reads the code of a record: whether a component comes out as it went in. */
final class PlainRecord extends ClassVisitor {

    private static final String CONSTRUCTOR = "<init>";

    private final String accessor;
    private final String canonical;
    private final List<String> accessorCode = new ArrayList<>();
    private final List<String> constructorCode = new ArrayList<>();

    private PlainRecord(String accessor, String canonical) {
        super(Opcodes.ASM9);
        this.accessor = accessor;
        this.canonical = canonical;
    }

    /** Whether neither the canonical constructor nor the accessor does more than the ones that nobody has to write. */
    static boolean isPlain(Class<?> type, String component) throws IOException {
        Type[] parts = Arrays.stream(type.getRecordComponents())
                .map(part -> Type.getType(part.getType()))
                .toArray(Type[]::new);
        PlainRecord code = new PlainRecord(component, Type.getMethodDescriptor(Type.VOID_TYPE, parts));
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = Objects.requireNonNull(type.getResourceAsStream(file), file)) {
            new ClassReader(bytes).accept(code, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
        return code.accessorCode.equals(List.of("load 0", "get " + component, "return"))
                && code.constructorCode.equals(assigning(type, parts));
    }

    private static List<String> assigning(Class<?> type, Type[] parts) {
        List<String> code = new ArrayList<>(List.of("load 0", "call java/lang/Record"));
        int slot = 1;
        for (int part = 0; part < parts.length; part++) {
            code.add("load 0");
            code.add("load " + slot);
            code.add("put " + type.getRecordComponents()[part].getName());
            slot += parts[part].getSize();
        }
        code.add("return");
        return code;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if (name.equals(accessor) && descriptor.startsWith("()")) {
            return new Instructions(accessorCode);
        }
        return name.equals(CONSTRUCTOR) && descriptor.equals(canonical) ? new Instructions(constructorCode) : null;
    }

    /** The few instructions that may be there, and a word for every other one. */
    private static final class Instructions extends MethodVisitor {

        private final List<String> code;

        private Instructions(List<String> code) {
            super(Opcodes.ASM9);
            this.code = code;
        }

        @Override
        public void visitVarInsn(int opcode, int slot) {
            code.add((opcode <= Opcodes.ALOAD ? "load " : "store ") + slot);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            code.add((opcode == Opcodes.GETFIELD ? "get " : opcode == Opcodes.PUTFIELD ? "put " : "static ") + name);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            code.add("call " + owner);
        }

        @Override
        public void visitInsn(int opcode) {
            code.add(opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN ? "return" : "other");
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            code.add("other");
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            code.add("other");
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            code.add("other");
        }

        @Override
        public void visitLdcInsn(Object value) {
            code.add("other");
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            code.add("other");
        }
    }
}
