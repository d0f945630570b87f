/** Small TCP proxies between the processes of a cluster, which can hurt what goes through them. */
@NullMarked
package io.millrace.storm.proxy;

import org.jspecify.annotations.NullMarked;
