/**
 * What integrators write into route files, as a tree that knows its lines, and whether it holds together: ids, references,
 * ports, buses, taps. Knows settings and what options may be; loads nothing and knows nothing of Camel.
 */
@NullMarked
package io.nightflow.route;

import org.jspecify.annotations.NullMarked;
