/** Sessions with a broker of MQTT 5, over the library of HiveMQ: for routes, the uplink and the fleet. Knows no Camel. */
@NullMarked
package io.nightflow.mqtt;

import org.jspecify.annotations.NullMarked;
