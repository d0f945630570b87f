/** {@code millrace explain}: what a pipeline does, keeps and waits for. */
@NullMarked
package io.millrace.cli.explain;

import org.jspecify.annotations.NullMarked;
