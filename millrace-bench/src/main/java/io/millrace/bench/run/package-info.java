/** What benchmarks have in common. */
@NullMarked
package io.millrace.bench.run;

import org.jspecify.annotations.NullMarked;
