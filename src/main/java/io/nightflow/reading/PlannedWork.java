package io.nightflow.reading;

/**
 * Work that was announced: what is raised at this sensor in its time is judged and kept, and told once it is over.
 *
 * @param sensor the metering point.
 * @param from its first minute.
 * @param to the minute after its last.
 * @param reason what is done, in words.
 * @param who announced it.
 * @param second when, in seconds since 1970.
 */
public record PlannedWork(SensorId sensor, Minute from, Minute to, String reason, String who, long second) {}
