/** What the formats of streams have in common: values in, rows out, and why not. */
@NullMarked
package io.millrace.flink.format;

import org.jspecify.annotations.NullMarked;
