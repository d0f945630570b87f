/** Rejects and late rows as Kafka records. */
@NullMarked
package io.millrace.kafka.side;

import org.jspecify.annotations.NullMarked;
