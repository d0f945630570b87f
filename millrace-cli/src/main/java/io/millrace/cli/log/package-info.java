/** The log: a file in the data directory, never the terminal. */
@NullMarked
package io.millrace.cli.log;

import org.jspecify.annotations.NullMarked;
