/** Looking at what arrives in topics. */
@NullMarked
package io.millrace.kafka.tail;

import org.jspecify.annotations.NullMarked;
