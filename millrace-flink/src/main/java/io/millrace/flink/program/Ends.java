package io.millrace.flink.program;

import io.millrace.flink.table.StreamTable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/** Where the rows of a program's streams come from and go to. */
interface Ends {

    DataStream<RowData> rows(ProgramRead read);

    /** Called before rows are made of what the program writes, so that its operators are finished. */
    void finish();

    void write(StreamTable table, DataStream<RowData> rows);
}
