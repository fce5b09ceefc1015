/**
 * The staging directory: a durable, numbered, locked queue of minutes, one plain text file each, between the jobs and
 * the device.
 */
@NullMarked
package io.nightflow.staging;

import org.jspecify.annotations.NullMarked;
