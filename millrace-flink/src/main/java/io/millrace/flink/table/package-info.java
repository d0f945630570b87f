/** Binding tables without a connector to topics. */
@NullMarked
package io.millrace.flink.table;

import org.jspecify.annotations.NullMarked;
