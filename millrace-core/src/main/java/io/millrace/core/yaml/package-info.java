/** YAML 1.2 with the place of every key and value, read strictly and with all problems at once. */
@NullMarked
package io.millrace.core.yaml;

import org.jspecify.annotations.NullMarked;
