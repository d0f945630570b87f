/** Changes of a database's tables, in the order in which the database made them. */
@NullMarked
package io.millrace.core.change;

import org.jspecify.annotations.NullMarked;
