/** What a pipeline does with its tables, step by step, and how long that takes, told from its plan. */
@NullMarked
package io.millrace.flink.explain;

import org.jspecify.annotations.NullMarked;
