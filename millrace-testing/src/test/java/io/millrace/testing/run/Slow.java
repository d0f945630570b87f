package io.millrace.testing.run;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.flink.table.functions.ScalarFunction;

/** A user's function that keeps a row for much longer than a checkpoint takes, without a clock. */
public final class Slow extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    private static final int ROUNDS = 400_000;

    /** The text as it is. */
    public String eval(String text) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] bytes = digest.digest();
        for (int round = 0; round < ROUNDS; round++) {
            bytes = digest.digest(bytes);
        }
        return text.substring(0, bytes.length == 0 ? 0 : text.length());
    }
}
