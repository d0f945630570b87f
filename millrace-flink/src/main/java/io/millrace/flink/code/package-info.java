/** A pipeline's own Java: compiled, loaded, and looked through for functions and programs. */
@NullMarked
package io.millrace.flink.code;

import org.jspecify.annotations.NullMarked;
