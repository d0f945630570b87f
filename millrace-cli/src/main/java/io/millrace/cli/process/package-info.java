/** What the process around a command gives it: terminal, clock, log, signals, and the archive of its classes. */
@NullMarked
package io.millrace.cli.process;

import org.jspecify.annotations.NullMarked;
