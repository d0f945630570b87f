import static org.apache.flink.table.annotation.ArgumentTrait.SET_SEMANTIC_TABLE;
import static org.apache.flink.table.annotation.ArgumentTrait.SUPPORT_UPDATES;

import org.apache.flink.table.annotation.ArgumentHint;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.StateHint;
import org.apache.flink.table.functions.ProcessTableFunction;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/** Gives each order the customer as he is known when it arrives. Flink puts the customer_id in front by itself. */
@DataTypeHint("ROW<order_id STRING, name STRING, tier STRING, amount DECIMAL(10, 2), ordered_at TIMESTAMP_LTZ(3)>")
public class WithCustomer extends ProcessTableFunction<Row> {

    /** Kept for each customer_id, for ever. */
    public static class Customer {
        public String name;
        public String tier;
    }

    /** Called for each row of either table; the other argument is null then. */
    public void eval(
            @StateHint Customer known,
            @ArgumentHint(SET_SEMANTIC_TABLE) Row orders,
            @ArgumentHint({SET_SEMANTIC_TABLE, SUPPORT_UPDATES}) Row customers) {
        if (customers != null) {
            boolean isGone = customers.getKind() == RowKind.DELETE;
            known.name = isGone ? null : customers.getFieldAs("name");
            known.tier = isGone ? null : customers.getFieldAs("tier");
            return;
        }
        collect(Row.of(
                orders.getField("order_id"),
                known.name,
                known.tier,
                orders.getField("amount"),
                orders.getField("ordered_at")));
    }
}
