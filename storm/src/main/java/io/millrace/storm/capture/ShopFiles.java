package io.millrace.storm.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A pipeline that copies five tables of a database, as a user would write it. */
record ShopFiles(Path root) {

    /** A table, and how to say one of its rows as the pipeline writes it. */
    enum Table {
        CUSTOMERS("\"name\":%s,\"credit\":%s", "to_json(name), credit"),
        PRODUCTS("\"name\":%s,\"stock\":%s", "to_json(name), stock"),
        ORDERS("\"customer\":%s,\"at_time\":%s", "customer, to_json(" + time("at_time") + ")"),
        ITEMS("\"order_id\":%s,\"product\":%s,\"quantity\":%s", "order_id, product, quantity"),
        PAYMENTS(
                "\"order_id\":%s,\"amount\":%s,\"note\":%s", "order_id, amount, coalesce(to_json(note)::text, 'null')");

        private final String form;
        private final String values;

        Table(String form, String values) {
            this.form = form;
            this.values = values;
        }

        private static String time(String column) {
            return "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
        }

        String sql() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The topic that the pipeline writes. */
        String copy() {
            return "copy_of_" + sql();
        }

        /** All rows of the database, each as its key and what the copy must have. */
        String expected() {
            return "SELECT id::text, format('{\"id\":%%s,%s}', id, %s) FROM %s"
                    .formatted(form.replace("%s", "%%s"), values, sql())
                    .replace("%%", "%");
        }
    }

    private static final String DATABASE = """
            CREATE TABLE customers (id INT PRIMARY KEY, name TEXT NOT NULL, credit NUMERIC(12, 2) NOT NULL);
            CREATE TABLE products (id INT PRIMARY KEY, name TEXT NOT NULL, stock INT NOT NULL);
            CREATE TABLE orders (
              id INT PRIMARY KEY,
              customer INT NOT NULL REFERENCES customers ON UPDATE CASCADE ON DELETE CASCADE,
              at_time TIMESTAMPTZ(3) NOT NULL);
            CREATE TABLE items (
              id INT PRIMARY KEY,
              order_id INT NOT NULL REFERENCES orders ON UPDATE CASCADE ON DELETE CASCADE,
              product INT NOT NULL REFERENCES products ON UPDATE CASCADE ON DELETE CASCADE,
              quantity INT NOT NULL);
            CREATE TABLE payments (
              id INT PRIMARY KEY,
              order_id INT NOT NULL REFERENCES orders ON UPDATE CASCADE ON DELETE CASCADE,
              amount NUMERIC(12, 2) NOT NULL,
              note TEXT);
            -- long notes stay out of the row, so that updates of the rest do not send them
            ALTER TABLE payments ALTER COLUMN note SET STORAGE EXTERNAL;
            CREATE TABLE counted (id BIGINT GENERATED ALWAYS AS IDENTITY, of_table TEXT NOT NULL, changes INT NOT NULL);
            CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              -- a changed key is a delete and an insert
              INSERT INTO counted (of_table, changes)
              VALUES (TG_TABLE_NAME, CASE WHEN TG_OP = 'UPDATE' AND OLD.id <> NEW.id THEN 2 ELSE 1 END);
              RETURN NULL;
            END $$;
            CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE ON customers FOR EACH ROW EXECUTE FUNCTION count_change();
            CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE ON products FOR EACH ROW EXECUTE FUNCTION count_change();
            CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE ON orders FOR EACH ROW EXECUTE FUNCTION count_change();
            CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE ON items FOR EACH ROW EXECUTE FUNCTION count_change();
            CREATE TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE ON payments FOR EACH ROW EXECUTE FUNCTION count_change();
            """;

    private static final List<String> COLUMNS = List.of(
            "id INT, name STRING, credit DECIMAL(12, 2)",
            "id INT, name STRING, stock INT",
            "id INT, customer INT, at_time TIMESTAMP_LTZ(3)",
            "id INT, order_id INT, product INT, quantity INT",
            "id INT, order_id INT, amount DECIMAL(12, 2), note STRING");

    Path pipeline() {
        return root.resolve("shop-copy");
    }

    void write() throws IOException {
        Files.createDirectories(pipeline().resolve("database"));
        Files.writeString(pipeline().resolve("database/1.sql"), DATABASE);
        StringBuilder sql = new StringBuilder();
        for (Table table : Table.values()) {
            String columns = COLUMNS.get(table.ordinal()) + ", PRIMARY KEY (id) NOT ENFORCED";
            sql.append("CREATE TABLE %s (%s) WITH ('connector' = 'postgres');%n".formatted(table.sql(), columns));
            sql.append("CREATE TABLE %s (%s) WITH ('partitions' = '2');%n".formatted(table.copy(), columns));
            sql.append("INSERT INTO %s SELECT * FROM %s;%n".formatted(table.copy(), table.sql()));
        }
        Files.writeString(pipeline().resolve("pipeline.sql"), sql);
    }
}
