package shop;

import org.apache.flink.table.functions.ScalarFunction;

public class Whisper extends ScalarFunction {

    public String eval(String word) {
        return word.toLowerCase() + "...";
    }
}
