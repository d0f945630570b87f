/** Whether a pipeline holds a high rate for long. */
@NullMarked
package io.millrace.bench.hold;

import org.jspecify.annotations.NullMarked;
