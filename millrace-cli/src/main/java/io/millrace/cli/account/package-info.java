/** What became of every record, for people and for programs. */
@NullMarked
package io.millrace.cli.account;

import org.jspecify.annotations.NullMarked;
