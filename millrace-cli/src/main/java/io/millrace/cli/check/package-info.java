/** {@code millrace check}: mistakes, found before anything runs. */
@NullMarked
package io.millrace.cli.check;

import org.jspecify.annotations.NullMarked;
