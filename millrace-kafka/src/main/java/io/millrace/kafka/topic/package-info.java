/** Topics as pipelines want them: made where they are missing, made to match where that loses nothing. */
@NullMarked
package io.millrace.kafka.topic;

import org.jspecify.annotations.NullMarked;
