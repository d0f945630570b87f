/** The test command: pipelines' tests, and what came of them. */
@NullMarked
package io.millrace.cli.test;

import org.jspecify.annotations.NullMarked;
