package io.millrace.flink.program;

import java.io.Serializable;

/** Turns one value that is not null from the planner's form into the user's, and back. */
interface ValueConverter extends Serializable {

    /** @param loader of the user's classes */
    void open(ClassLoader loader);

    Object toJava(Object internal);

    Object toInternal(Object java);
}
