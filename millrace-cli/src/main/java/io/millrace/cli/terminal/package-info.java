/** Text for a terminal: widths, colours, numbers, and user data made safe to print. */
@NullMarked
package io.millrace.cli.terminal;

import org.jspecify.annotations.NullMarked;
