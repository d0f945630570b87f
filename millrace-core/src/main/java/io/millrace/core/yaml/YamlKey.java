package io.millrace.core.yaml;

/**
 * A key that users write: what its value has to be, and what it means. Both reading and the reference page go by it.
 *
 * @param standard what holds without it, in words; empty where the file of defaults tells
 * @param meaning one sentence or less, for the reference page
 */
public record YamlKey<T>(String name, YamlType<T> type, String standard, String meaning) {}
