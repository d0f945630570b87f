/** One run: a cluster, what goes through it, what hurts it, and what is made of it afterwards. */
@NullMarked
package io.millrace.storm.run;

import org.jspecify.annotations.NullMarked;
