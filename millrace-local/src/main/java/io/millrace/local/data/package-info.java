/** The directory in which a local environment keeps everything that outlives a run. */
@NullMarked
package io.millrace.local.data;

import org.jspecify.annotations.NullMarked;
