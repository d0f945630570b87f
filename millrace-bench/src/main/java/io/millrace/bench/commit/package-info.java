/** What exactly-once costs: how late its results come, and how many fewer there are. */
@NullMarked
package io.millrace.bench.commit;

import org.jspecify.annotations.NullMarked;
