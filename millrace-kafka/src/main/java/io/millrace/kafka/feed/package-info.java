/** Files and invented events sent into topics, each record once, over any number of restarts. */
@NullMarked
package io.millrace.kafka.feed;

import org.jspecify.annotations.NullMarked;
