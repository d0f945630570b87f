/** The embedded PostgreSQL. */
@NullMarked
package io.millrace.local.database;

import org.jspecify.annotations.NullMarked;
