package io.millrace.bench.select;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast a topic was read, from the first selected row to the last one.
 *
 * @param recordsPerSecond read, not selected
 * @param cpuNanosPerRecord of the whole process: broker, cluster, compiler and collector included
 */
record Rate(double recordsPerSecond, double cpuNanosPerRecord) {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** Waits for the rows of a query that was started just now. */
    static Rate await(long records, long selected) {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long first = atLeast(1);
        long begin = System.nanoTime();
        long cpu = process.getProcessCpuTime();
        atLeast(selected);
        double read = records * ((selected - first) / (double) selected);
        return new Rate(read * 1e9 / (System.nanoTime() - begin), (process.getProcessCpuTime() - cpu) / read);
    }

    private static long atLeast(long rows) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long counted = CountingTableFactory.ROWS.sum();
        while (counted < rows) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + counted + " of " + rows + " rows came");
            }
            LockSupport.parkNanos(POLL_NANOS);
            counted = CountingTableFactory.ROWS.sum();
        }
        return counted;
    }
}
