/** The cluster of processes that a storm goes over, and the means to hurt it. */
@NullMarked
package io.millrace.storm.cluster;

import org.jspecify.annotations.NullMarked;
