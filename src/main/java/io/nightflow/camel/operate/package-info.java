/** Health, metrics, JMX and the management server, by Camel and Vert.x. Shows what {@code operate} tells. */
@NullMarked
package io.nightflow.camel.operate;

import org.jspecify.annotations.NullMarked;
