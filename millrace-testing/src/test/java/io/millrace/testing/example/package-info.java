/** The examples' results, computed without the engine. */
@org.jspecify.annotations.NullMarked
package io.millrace.testing.example;
