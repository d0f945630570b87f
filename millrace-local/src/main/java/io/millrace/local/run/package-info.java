/** Pipelines from their files to running jobs, inside this process. */
@NullMarked
package io.millrace.local.run;

import org.jspecify.annotations.NullMarked;
