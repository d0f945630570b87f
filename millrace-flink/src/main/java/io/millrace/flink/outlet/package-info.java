/** Writing a stream: encoding results, keeping what cannot be written, committing what was. */
@NullMarked
package io.millrace.flink.outlet;

import org.jspecify.annotations.NullMarked;
