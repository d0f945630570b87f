/** Ports of this machine. */
@NullMarked
package io.millrace.local.net;

import org.jspecify.annotations.NullMarked;
