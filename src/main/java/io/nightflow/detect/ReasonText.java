package io.nightflow.detect;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Quantity;

/** The parts that the reasons of all methods share. */
final class ReasonText {
    private static final double PERCENT = 100;
    private static final double SMALL = 1e-9;

    private ReasonText() {}

    /** {@code 12.4 m3/h}. */
    static String shown(Quantity quantity, double value) {
        return number(value) + " " + quantity.unit();
    }

    /** {@code (12.4 against 9 m3/h)}. */
    static String against(Quantity quantity, double value, double expected) {
        return "(" + number(value) + " against " + shown(quantity, expected) + ")";
    }

    /** {@code flow 38 % over}; by how much in units where a percentage of the expected says nothing. */
    static String deviation(Quantity quantity, double value, double expected) {
        String side = value >= expected ? "over" : "below";
        double off = Math.abs(value - expected);
        boolean tiny = Math.abs(expected) < SMALL || off > PERCENT * Math.abs(expected);
        return quantity.word() + " "
                + (tiny ? shown(quantity, off) : Math.round(PERCENT * off / Math.abs(expected)) + " %") + " " + side;
    }

    /** Three figures are enough to read. */
    private static String number(double value) {
        double size = Math.abs(value);
        double scale = size >= 100 ? 1 : size >= 10 ? 10 : size >= 1 ? 100 : 1_000;
        return Decimal.text(Math.rint(value * scale) / scale);
    }
}
