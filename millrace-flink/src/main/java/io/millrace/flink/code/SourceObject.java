package io.millrace.flink.code;

import java.nio.file.Path;
import javax.tools.SimpleJavaFileObject;

/** A source file whose characters were read before, so that the compiler's places are those of the user's file. */
final class SourceObject extends SimpleJavaFileObject {

    private final String text;

    SourceObject(Path file, String text) {
        super(file.toAbsolutePath().toUri(), Kind.SOURCE);
        this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
