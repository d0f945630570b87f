/** How long an alert takes, from the record that completes its pattern to a reader of the results. */
@NullMarked
package io.millrace.bench.alert;

import org.jspecify.annotations.NullMarked;
