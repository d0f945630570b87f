/** Scripts of pipelines, applied to a database once. */
@NullMarked
package io.millrace.postgres.script;

import org.jspecify.annotations.NullMarked;
