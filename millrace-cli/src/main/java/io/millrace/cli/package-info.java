/** The millrace command: what the user types, what the terminal shows, which exit code comes of it. */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
