/** The feed command: a file into a topic, with its progress. */
@NullMarked
package io.millrace.cli.feed;

import org.jspecify.annotations.NullMarked;
