package io.millrace.core.yaml;

/**
 * One of the documents in a YAML file.
 *
 * @param index from 0, counting also those that hold nothing
 */
public record YamlDocument(int index, YamlValue.Mapping root) {}
