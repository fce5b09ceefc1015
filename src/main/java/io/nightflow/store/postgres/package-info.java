/** The tables of this house in PostgreSQL, for the fleet: a schema a site. */
@NullMarked
package io.nightflow.store.postgres;

import org.jspecify.annotations.NullMarked;
