package io.millrace.flink.table;

import java.io.Serializable;

/**
 * Where the heartbeats of a connector are found.
 *
 * @param topic of messages in a database's log
 * @param prefix of those of the connector
 */
public record HeartbeatTopic(String topic, String prefix) implements Serializable {}
