/** What all that speaks to PostgreSQL has in common. */
@NullMarked
package io.millrace.postgres.sql;

import org.jspecify.annotations.NullMarked;
