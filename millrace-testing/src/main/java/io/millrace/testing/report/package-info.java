/** Test results for other programs. */
@NullMarked
package io.millrace.testing.report;

import org.jspecify.annotations.NullMarked;
