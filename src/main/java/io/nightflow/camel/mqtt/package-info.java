/** The component {@code mqtt:}: a client of MQTT 5 over the library of HiveMQ, that loses nothing where the broker does not. */
@NullMarked
package io.nightflow.camel.mqtt;

import org.jspecify.annotations.NullMarked;
