/** What became of a transaction that the broker no longer lets us commit. */
@NullMarked
package io.millrace.kafka.transaction;

import org.jspecify.annotations.NullMarked;
