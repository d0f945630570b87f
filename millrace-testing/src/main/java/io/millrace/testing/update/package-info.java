/** Writes into a test file what came in place of what was expected, and leaves everything else as it is. */
@NullMarked
package io.millrace.testing.update;

import org.jspecify.annotations.NullMarked;
