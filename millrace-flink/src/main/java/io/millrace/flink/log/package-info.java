/** Where a job's records come from and go to: Kafka, or the memory of this process. */
@NullMarked
package io.millrace.flink.log;

import org.jspecify.annotations.NullMarked;
