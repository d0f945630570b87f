/** What a Kafka cluster must be able to do before a pipeline entrusts its guarantee to it. */
@NullMarked
package io.millrace.kafka.preflight;

import org.jspecify.annotations.NullMarked;
