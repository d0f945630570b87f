/** Whole pipelines under trial: killed, stopped, paused and restarted, and every record counted at the end. */
@NullMarked
package io.millrace.local.trial;

import org.jspecify.annotations.NullMarked;
