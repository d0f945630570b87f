/** Flink's parts on the application's own class path, where a class-data archive holds them. */
@NullMarked
package io.millrace.bare;

import org.jspecify.annotations.NullMarked;
