/** What a pipeline's own Java is written against. */
@NullMarked
package io.millrace.flink.api;

import org.jspecify.annotations.NullMarked;
