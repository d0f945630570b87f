/** A pipeline's job: its configuration, its state on disk, its account. */
@NullMarked
package io.millrace.flink.job;

import org.jspecify.annotations.NullMarked;
