/** {@code millrace new}: a pipeline to start from. */
@NullMarked
package io.millrace.cli.create;

import org.jspecify.annotations.NullMarked;
