/** Names of things in a database. */
@NullMarked
package io.millrace.postgres.name;

import org.jspecify.annotations.NullMarked;
