/** Floods of rejects: when they are the rule rather than the exception. */
@NullMarked
package io.millrace.core.flood;

import org.jspecify.annotations.NullMarked;
