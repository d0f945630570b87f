/** Compares what came out with what was expected, and shows the difference. */
@NullMarked
package io.millrace.testing.compare;

import org.jspecify.annotations.NullMarked;
