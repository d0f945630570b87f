package io.millrace.local;

import io.millrace.kafka.tail.TopicTail;

/**
 * What became visible of one written table since somebody last looked.
 *
 * @param pipeline that writes the table
 * @param times says how long a row took
 */
public record TableResults(String pipeline, String table, TopicTail.News news, ResultTimes times) {}
