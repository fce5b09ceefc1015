/**
 * Tables that people have: any delimiter, encoding, decimal sign, header and form of a time, recognised over the whole file
 * and said before it is acted on. Knows the words of readings.
 */
@NullMarked
package io.nightflow.table;

import org.jspecify.annotations.NullMarked;
