/** What a user waits for and pays: the time of a start, and the memory of a run at rest. */
@NullMarked
package io.millrace.bench.start;

import org.jspecify.annotations.NullMarked;
