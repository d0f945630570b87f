/** {@code deploy}, {@code stop}, {@code resume}, {@code status} and {@code list}: pipelines in a named environment. */
@NullMarked
package io.millrace.cli.deploy;

import org.jspecify.annotations.NullMarked;
