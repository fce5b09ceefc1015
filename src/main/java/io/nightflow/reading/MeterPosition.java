package io.nightflow.reading;

/**
 * How far the numbering of a meter has come.
 *
 * @param line the port that it is heard on; the same epoch on another one is another numbering.
 * @param epoch the meter's name of the numbering.
 * @param last up to here no number is missing.
 * @param memory of the last numbers, in the layout of the one who numbers.
 */
public record MeterPosition(String line, long epoch, long last, byte[] memory) {}
