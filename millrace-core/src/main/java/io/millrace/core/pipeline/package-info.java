/** A pipeline as its files say it: statements, policies, feeds. */
@NullMarked
package io.millrace.core.pipeline;

import org.jspecify.annotations.NullMarked;
