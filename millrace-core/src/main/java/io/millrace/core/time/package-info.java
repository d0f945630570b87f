/** Event time: partition clocks, lateness and the watermark that all subtasks agree on. */
@NullMarked
package io.millrace.core.time;

import org.jspecify.annotations.NullMarked;
