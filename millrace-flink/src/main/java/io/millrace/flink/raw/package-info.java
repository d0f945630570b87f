/** Values that are the only column of their table, in Flink's raw encoding. */
@NullMarked
package io.millrace.flink.raw;

import org.jspecify.annotations.NullMarked;
