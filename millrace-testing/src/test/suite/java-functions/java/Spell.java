import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.types.Row;

@FunctionHint(output = @DataTypeHint("ROW<letter STRING, place INT>"))
public class Spell extends TableFunction<Row> {

    public void eval(String word) {
        for (int place = 0; place < word.length(); place++) {
            collect(Row.of(word.substring(place, place + 1), place));
        }
    }
}
