/** What can go wrong, where, and what to do next. */
@NullMarked
package io.millrace.core.error;

import org.jspecify.annotations.NullMarked;
