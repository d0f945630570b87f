/** What must hold after a storm, judged from what was sent and what readers saw. Pure. */
@NullMarked
package io.millrace.storm.check;

import org.jspecify.annotations.NullMarked;
