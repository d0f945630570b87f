/** What can happen to a cluster: each fault is done, lasts, and is healed. */
@NullMarked
package io.millrace.storm.fault;

import org.jspecify.annotations.NullMarked;
