/** What became of every record: read, rows, late, rejected. */
@NullMarked
package io.millrace.core.account;

import org.jspecify.annotations.NullMarked;
