package io.millrace.kafka.feed;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** In what form the records of a file go to Kafka. */
public sealed interface RecordForm {

    /** What a reader that knows nothing of the table is given. */
    RecordForm JSON = new Json();

    <T> T fold(Supplier<T> onJson, Function<Csv, T> onCsv, Supplier<T> onLines);

    /** As JSON objects: CSV is turned into them, JSON lines are sent byte for byte. */
    record Json() implements RecordForm {

        @Override
        public <T> T fold(Supplier<T> onJson, Function<Csv, T> onCsv, Supplier<T> onLines) {
            return onJson.get();
        }
    }

    /**
     * As CSV without a header, from CSV whose header names the same columns in any order. Fields stay as they came.
     *
     * @param columns in the order to send them
     */
    record Csv(List<String> columns) implements RecordForm {

        public Csv {
            columns = List.copyOf(columns);
        }

        @Override
        public <T> T fold(Supplier<T> onJson, Function<Csv, T> onCsv, Supplier<T> onLines) {
            return onCsv.apply(this);
        }
    }

    /** Each line as it stands, blank ones and what might be a header too, whatever the file's kind. */
    record Lines() implements RecordForm {

        @Override
        public <T> T fold(Supplier<T> onJson, Function<Csv, T> onCsv, Supplier<T> onLines) {
            return onLines.get();
        }
    }
}
