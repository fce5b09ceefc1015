/** What operators see and do: stations with figures and operations in JMX, as metrics, on a terminal; health. */
@NullMarked
package io.nightflow.camel.operate;

import org.jspecify.annotations.NullMarked;
