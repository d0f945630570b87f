/** How failures reach the user, and which exit code each gives. */
@NullMarked
package io.millrace.cli.error;

import org.jspecify.annotations.NullMarked;
