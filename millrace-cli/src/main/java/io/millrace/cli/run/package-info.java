/** The run command: starts pipelines on this machine, shows how they do, and ends with their account. */
@NullMarked
package io.millrace.cli.run;

import org.jspecify.annotations.NullMarked;
