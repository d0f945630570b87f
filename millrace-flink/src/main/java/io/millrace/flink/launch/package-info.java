/** A pipeline on its way from files to a job, whatever cluster runs it: planned, its topics, its clients, its failures. */
@NullMarked
package io.millrace.flink.launch;

import org.jspecify.annotations.NullMarked;
