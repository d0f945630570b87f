/** What in a planned pipeline can be run, but is probably not meant. */
@NullMarked
package io.millrace.flink.check;

import org.jspecify.annotations.NullMarked;
