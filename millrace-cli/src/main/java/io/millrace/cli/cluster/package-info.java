/** {@code cluster up}, {@code down} and {@code status}: a Kafka and Flink cluster of processes on this machine. */
@NullMarked
package io.millrace.cli.cluster;

import org.jspecify.annotations.NullMarked;
