/** Tests of pipelines: what arrives, and what must come of it. */
@NullMarked
package io.millrace.testing;

import org.jspecify.annotations.NullMarked;
