/** How fast JSON becomes rows, beside Flink's own format. */
@NullMarked
package io.millrace.bench.json;

import org.jspecify.annotations.NullMarked;
