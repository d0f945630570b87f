/** A Flink cluster inside this process, shared by every pipeline of a run. */
@NullMarked
package io.millrace.local.cluster;

import org.jspecify.annotations.NullMarked;
