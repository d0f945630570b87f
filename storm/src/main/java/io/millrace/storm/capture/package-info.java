/** A trial of captured tables: random changes while connector, database and process are killed. */
@NullMarked
package io.millrace.storm.capture;

import org.jspecify.annotations.NullMarked;
