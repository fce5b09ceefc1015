/** The SQLite file: one writer thread, many readers, schema and migrations, readings and results. */
@NullMarked
package io.nightflow.store;

import org.jspecify.annotations.NullMarked;
