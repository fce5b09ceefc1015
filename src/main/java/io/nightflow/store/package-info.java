/**
 * SQLite: one writer, short transactions, and what each station keeps. Knows the stations whose records it keeps, and
 * no other.
 */
@NullMarked
package io.nightflow.store;

import org.jspecify.annotations.NullMarked;
