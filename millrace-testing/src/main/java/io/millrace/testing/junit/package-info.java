/** Pipeline tests as tests of JUnit 5. */
@NullMarked
package io.millrace.testing.junit;

import org.jspecify.annotations.NullMarked;
