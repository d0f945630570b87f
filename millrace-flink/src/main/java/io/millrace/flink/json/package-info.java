/** JSON values and record keys, read strictly into Flink's internal rows and written from them. */
@NullMarked
package io.millrace.flink.json;

import org.jspecify.annotations.NullMarked;
