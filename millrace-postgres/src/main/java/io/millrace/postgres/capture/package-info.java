/** What a database must have so that changes of its tables can be captured. */
@NullMarked
package io.millrace.postgres.capture;

import org.jspecify.annotations.NullMarked;
