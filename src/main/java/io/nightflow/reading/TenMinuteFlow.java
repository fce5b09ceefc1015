package io.nightflow.reading;

/**
 * The mean flow of ten minutes of the night.
 *
 * @param sensor the metering point.
 * @param last the last of the ten minutes, m-9 .. m.
 * @param mean m3/h.
 * @param minutes how many distinct minutes it is made of, 8 to 10.
 */
public record TenMinuteFlow(SensorId sensor, Minute last, double mean, int minutes) {}
