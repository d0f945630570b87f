/** Where a named environment is: its brokers, its Flink cluster, its storage and databases, as {@code env/NAME.yml} says. */
@NullMarked
package io.millrace.core.environment;

import org.jspecify.annotations.NullMarked;
