/**
 * Ports that routes share: one opens it for all, decodes, hands each its lines, keeps them back while routes are swapped, and
 * notices silence. Knows {@code line}, {@code link}, what is counted of refused lines, and how operators are shown a port.
 */
@NullMarked
package io.nightflow.port;

import org.jspecify.annotations.NullMarked;
