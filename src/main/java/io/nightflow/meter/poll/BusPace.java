package io.nightflow.meter.poll;

import java.time.Duration;

/**
 * How a bus is asked.
 *
 * @param silence before each question: 3.5 characters.
 * @param timeout for an answer to begin; on a bus with several units never below 600 ms, for a libmodbus slave that hears a
 *     question to another one waits 500 ms for its answer and takes whatever comes for it.
 * @param answerMax how long the longest answer is on the wire: an answer that has begun in time may end so much later.
 * @param rest after a question without an answer, at most once a cycle: lets such slaves find their place again.
 */
public record BusPace(Duration silence, Duration timeout, Duration answerMax, Duration rest) {
    /** How long an answer may take where nothing else is said. */
    public static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** The least on a bus with several units. */
    public static final Duration TIMEOUT_MIN = Duration.ofMillis(600);

    private static final double SILENT_CHARACTERS = 3.5;
    private static final double ANSWER_CHARACTERS = 261; // of M-Bus; 256 of Modbus
    private static final int FAST = 19_200;
    private static final Duration SILENCE_OF_FAST = Duration.ofNanos(1_750_000);

    /**
     * Of a line.
     *
     * @param baud bits a second.
     * @param characterBits of a character with start, parity and stop.
     */
    public static BusPace of(int baud, int characterBits, Duration timeout) {
        Duration silence = baud > FAST
                ? SILENCE_OF_FAST
                : Duration.ofNanos(Math.round(SILENT_CHARACTERS * characterBits * 1e9 / baud));
        Duration answer = Duration.ofNanos(Math.round(ANSWER_CHARACTERS * characterBits * 1e9 / baud));
        return new BusPace(silence, timeout, answer, TIMEOUT_MIN);
    }
}
