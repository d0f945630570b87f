package io.millrace.storm.fault;

/** Millrace did something under a fault that it says it never does. */
public final class BrokenPromiseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenPromiseException(String what) {
        super(what);
    }
}
