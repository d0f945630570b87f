/** From a pipeline's statements to a job: catalog, compiled plan, stream graph. */
@NullMarked
package io.millrace.flink.plan;

import org.jspecify.annotations.NullMarked;
