/** The stream processor inside this process. */
@NullMarked
package io.millrace.local.cluster;

import org.jspecify.annotations.NullMarked;
