import org.apache.flink.table.functions.ScalarFunction;

public class Shout extends ScalarFunction {

    public String eval(String word) {
        return word.toUpperCase() + "!";
    }
}
