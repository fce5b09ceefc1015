package io.nightflow.reading;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as they stand on the line and in files: plain decimals, a point, no exponent; empty for "not measured". */
public final class Decimal {
    /** What {@link #parse} gives for a text that is not a plain decimal; no measured value equals it. */
    public static final double MALFORMED = Double.NEGATIVE_INFINITY;

    private static final int DIGITS_MAX = 15;
    private static final long SCALE = 10_000;
    private static final double EXACT_MAX = 1e11;
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Decimal() {}

    /** At most four places, no trailing zeros; empty for NaN. */
    public static String text(double value) {
        StringBuilder text = new StringBuilder(16);
        append(text, value);
        return text.toString();
    }

    /** The same at the end of a longer text. */
    public static void append(StringBuilder text, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (Math.abs(value) >= EXACT_MAX) {
            text.append(BigDecimal.valueOf(value)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .toPlainString());
            return;
        }
        long scaled = Math.abs((long) Math.rint(value * SCALE));
        if (scaled != 0 && value < 0) {
            text.append('-');
        }
        text.append(scaled / SCALE);
        long fraction = scaled % SCALE;
        if (fraction > 0) {
            text.append('.');
            for (long place = SCALE / 10; fraction > 0; place /= 10) {
                text.append((char) ('0' + fraction / place));
                fraction %= place;
            }
        }
    }

    /**
     * Reads a plain decimal of up to 15 digits; NaN for an empty text, {@link #MALFORMED} for anything else. Exponents,
     * "NaN" and "Infinity" are malformed: a line that carries them is not to be believed. A mantissa of 15 digits and a
     * power of ten are both exact doubles, so the one division rounds correctly.
     */
    public static double parse(String text) {
        return parse(text, 0, text.length());
    }

    /** The same of a part of a text. */
    public static double parse(String text, int from, int to) {
        if (from == to) {
            return Double.NaN;
        }
        boolean negative = text.charAt(from) == '-';
        long mantissa = 0;
        int digits = 0;
        int pointAt = -1;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.' && pointAt < 0) {
                pointAt = digits;
            } else if (c >= '0' && c <= '9' && digits < DIGITS_MAX) {
                mantissa = mantissa * 10 + (c - '0');
                digits++;
            } else {
                return MALFORMED;
            }
        }
        if (digits == 0) {
            return MALFORMED;
        }
        double value = pointAt < 0 ? mantissa : mantissa / POWERS_OF_TEN[digits - pointAt];
        return negative ? -value : value;
    }
}
