/** Why a record could not become a row. */
@NullMarked
package io.millrace.core.reject;

import org.jspecify.annotations.NullMarked;
