/** Programs of others that the gateway speaks to, as real processes: a broker, a database. */
@NullMarked
package io.nightflow.peers;

import org.jspecify.annotations.NullMarked;
