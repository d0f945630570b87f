import org.apache.flink.table.annotation.ArgumentHint;
import org.apache.flink.table.annotation.ArgumentTrait;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.StateHint;
import org.apache.flink.table.functions.ProcessTableFunction;
import org.apache.flink.types.Row;

@DataTypeHint("ROW<number BIGINT, word STRING>")
public class EverySecond extends ProcessTableFunction<Row> {

    public static class Seen {
        public long number;
    }

    public void eval(@StateHint Seen seen, @ArgumentHint(ArgumentTrait.SET_SEMANTIC_TABLE) Row spoken) {
        seen.number++;
        if (seen.number % 2 == 0) {
            collect(Row.of(seen.number, spoken.getField("word")));
        }
    }
}
