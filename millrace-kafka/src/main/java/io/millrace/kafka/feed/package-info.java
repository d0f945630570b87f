/** Files replayed into topics, each line once, over any number of restarts. */
@NullMarked
package io.millrace.kafka.feed;

import org.jspecify.annotations.NullMarked;
