/** Reading a stream: decoding strictly, splitting off rejects and late rows, counting. */
@NullMarked
package io.millrace.flink.intake;

import org.jspecify.annotations.NullMarked;
