/** Test files: read, and bound to the tables of their pipeline. */
@NullMarked
package io.millrace.testing.script;

import org.jspecify.annotations.NullMarked;
