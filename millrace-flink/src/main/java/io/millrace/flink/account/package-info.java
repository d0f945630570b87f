/** Counts that operators keep in their checkpoints and report as accumulators. */
@NullMarked
package io.millrace.flink.account;

import org.jspecify.annotations.NullMarked;
