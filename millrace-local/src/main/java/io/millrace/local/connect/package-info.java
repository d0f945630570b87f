/** The embedded Kafka Connect worker, and connectors on it. */
@NullMarked
package io.millrace.local.connect;

import org.jspecify.annotations.NullMarked;
