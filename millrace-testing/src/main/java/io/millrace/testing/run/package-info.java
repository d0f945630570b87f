/** Runs a test on the pipeline's real job, on records in memory. */
@NullMarked
package io.millrace.testing.run;

import org.jspecify.annotations.NullMarked;
