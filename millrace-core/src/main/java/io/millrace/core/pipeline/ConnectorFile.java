package io.millrace.core.pipeline;

import io.millrace.core.text.SourceText;

/**
 * A connector of {@code connectors/} beside a pipeline's script, in Kafka Connect's JSON form; not read yet.
 *
 * @param name of its file, e.g. {@code orders.json}
 */
public record ConnectorFile(String name, SourceText text) {}
