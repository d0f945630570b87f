/** What goes through the pipelines of a storm: who sends it, who reads the results, and the pipelines themselves. */
@NullMarked
package io.millrace.storm.workload;

import org.jspecify.annotations.NullMarked;
