/** What real meters give, and how it becomes readings. Pure: no clock, no line, no database. */
@NullMarked
package io.nightflow.meter;

import org.jspecify.annotations.NullMarked;
