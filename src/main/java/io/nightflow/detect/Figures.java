package io.nightflow.detect;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Quantity;

/** The figures that the reasons of all methods share. */
final class Figures {
    private static final double PERCENT = 100;
    private static final double SMALL = 1e-9;

    private Figures() {}

    /** {@code 12.4 m3/h}. */
    static String shown(Quantity quantity, double value) {
        return number(value) + " " + quantity.unit();
    }

    /** How far from what was expected: {@code 38 %}; in units where a percentage of the expected says nothing. */
    static String apart(Quantity quantity, double value, double expected) {
        double off = Math.abs(value - expected);
        boolean tiny = Math.abs(expected) < SMALL || off > PERCENT * Math.abs(expected);
        return tiny ? shown(quantity, off) : Math.round(PERCENT * off / Math.abs(expected)) + " %";
    }

    /** Three figures are enough to read. */
    static String number(double value) {
        double size = Math.abs(value);
        double scale = size >= 100 ? 1 : size >= 10 ? 10 : size >= 1 ? 100 : 1_000;
        return Decimal.text(Math.rint(value * scale) / scale);
    }
}
