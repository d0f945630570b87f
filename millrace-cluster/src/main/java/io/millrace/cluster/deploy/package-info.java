/** Pipelines on a Flink cluster: deployed, stopped, resumed and looked at through its REST API. */
@NullMarked
package io.millrace.cluster.deploy;

import org.jspecify.annotations.NullMarked;
