/** CSV values, one record each, read strictly into Flink's internal rows and written from them. */
@NullMarked
package io.millrace.flink.csv;

import org.jspecify.annotations.NullMarked;
