/** The local environment: broker, cluster and pipelines in one process. */
@NullMarked
package io.millrace.local;

import org.jspecify.annotations.NullMarked;
