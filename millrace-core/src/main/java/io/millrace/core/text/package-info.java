/** What people type and read: names, durations, shares, and places in their files. */
@NullMarked
package io.millrace.core.text;

import org.jspecify.annotations.NullMarked;
