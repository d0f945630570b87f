/** How fast a filter over a topic is, beside Flink's own Kafka table. */
@NullMarked
package io.millrace.bench.select;

import org.jspecify.annotations.NullMarked;
