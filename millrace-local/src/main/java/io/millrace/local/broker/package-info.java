/** A Kafka broker inside this process, for one user on one machine, whose data outlives the process. */
@NullMarked
package io.millrace.local.broker;

import org.jspecify.annotations.NullMarked;
