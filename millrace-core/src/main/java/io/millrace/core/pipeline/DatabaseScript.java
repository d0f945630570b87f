package io.millrace.core.pipeline;

import io.millrace.core.text.SourceText;

/**
 * A script of {@code database/} beside a pipeline's script, for the local database.
 *
 * @param name of its file, e.g. {@code 01-tables.sql}
 */
public record DatabaseScript(String name, SourceText text) {}
