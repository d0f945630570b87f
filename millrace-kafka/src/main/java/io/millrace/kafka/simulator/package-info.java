/** An invented shop: its events, each a pure function of its number. No Kafka, no clock. */
@NullMarked
package io.millrace.kafka.simulator;

import org.jspecify.annotations.NullMarked;
