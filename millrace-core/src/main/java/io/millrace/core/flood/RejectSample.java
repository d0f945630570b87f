package io.millrace.core.flood;

import io.millrace.core.reject.RejectReason;
import java.io.Serializable;

/**
 * One rejected record, for a person who asks why.
 *
 * @param message what was expected and where
 */
public record RejectSample(int partition, long offset, RejectReason reason, String message) implements Serializable {}
