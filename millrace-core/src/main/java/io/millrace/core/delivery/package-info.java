/** Delivery guarantees, client profiles and the Kafka settings that follow from both. */
@NullMarked
package io.millrace.core.delivery;

import org.jspecify.annotations.NullMarked;
