/** A pipeline's Java programs in its job: rows handed to them, rows taken from them. */
@NullMarked
package io.millrace.flink.program;

import org.jspecify.annotations.NullMarked;
