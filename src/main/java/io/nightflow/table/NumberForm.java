package io.nightflow.table;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How numbers are written: with which decimal sign, and which sign between thousands. Exponents, signs and blanks around are
 * taken.
 *
 * @param decimal a point or a comma.
 * @param thousands the other one, a blank or an apostrophe are taken as well.
 */
record NumberForm(char decimal, char thousands) {
    /** What {@link #parse} gives for a text that is no number. */
    static final double MALFORMED = Double.NEGATIVE_INFINITY;

    static final NumberForm POINT = new NumberForm('.', ',');
    static final NumberForm COMMA = new NumberForm(',', '.');

    private static final Set<String> NULLS = Set.of(
            "",
            "-",
            "--",
            "---",
            ".",
            "?",
            "*",
            "null",
            "nil",
            "none",
            "nan",
            "na",
            "n/a",
            "#n/a",
            "n.a.",
            "missing",
            "unavailable",
            "unknown",
            "\\n",
            "inf",
            "-inf",
            "+inf",
            "infinity",
            "-infinity",
            "bad",
            "#value!",
            "#div/0!",
            "결측",
            "없음");
    private static final Pattern NINES = Pattern.compile("-9{3,6}(?:[.,][09]+)?"); // what loggers write for nothing
    private static final int CHARS_MAX = 40;
    private static final int GROUP = 3;
    private static final int EXACT_DIGITS = 15; // both parts of a quotient are whole numbers that a double holds
    private static final double[] TENS = IntStream.rangeClosed(0, EXACT_DIGITS)
            .mapToDouble(i -> Math.pow(10, i))
            .toArray();

    /** Whether a text stands for a value that is missing. */
    static boolean isMissing(String text) {
        String bare = text.strip();
        if (!bare.isEmpty() && isDigit(bare.charAt(0))) {
            return false;
        }
        return bare.isEmpty()
                || NULLS.contains(bare.toLowerCase(Locale.ROOT))
                || (bare.startsWith("-99") && NINES.matcher(bare).matches());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The number; NaN where it is missing, {@link #MALFORMED} for anything else. */
    double parse(String text) {
        String bare = text.strip();
        if (isMissing(bare)) {
            return Double.NaN;
        }
        if (bare.length() > CHARS_MAX) {
            return MALFORMED;
        }
        double few = bare.length() > EXACT_DIGITS ? MALFORMED : ofFewDigits(bare);
        return few == MALFORMED ? ofAny(bare) : few;
    }

    /** Digits with a decimal sign at most, as most cells are: their quotient is exact. */
    private double ofFewDigits(String bare) {
        long digits = 0;
        int scale = -1;
        boolean isNumber = false;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (isDigit(c)) {
                isNumber = true;
                digits = digits * 10 + (c - '0');
                scale += scale < 0 ? 0 : 1;
            } else if (c == decimal && scale < 0) {
                scale = 0;
            } else {
                return MALFORMED;
            }
        }
        if (!isNumber) {
            return MALFORMED;
        }
        return scale <= 0 ? digits : digits / TENS[scale];
    }

    private double ofAny(String bare) {
        StringBuilder plain = new StringBuilder(bare.length());
        int sinceGroup = -1;
        boolean fraction = false;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            boolean digit = isDigit(c);
            if (isGroup(c) && !fraction && plain.length() > 0) {
                boolean wrong = sinceGroup < 0 ? !isFirstGroup(plain) : sinceGroup != GROUP;
                if (wrong) {
                    return MALFORMED;
                }
                sinceGroup = 0;
            } else if (c == decimal && !fraction) {
                fraction = true;
                plain.append('.');
            } else if (digit) {
                sinceGroup += sinceGroup >= 0 && !fraction ? 1 : 0;
                plain.append(c);
            } else if (isExponent(bare, i) || c == '+' || c == '-' || c == '\u2212') {
                fraction |= c == 'e' || c == 'E';
                plain.append(c == '\u2212' ? '-' : c);
            } else {
                return MALFORMED;
            }
        }
        return sinceGroup >= 0 && sinceGroup != GROUP ? MALFORMED : number(plain.toString());
    }

    /** One to three digits, and no zero that leads: 0,123 and 1234,567 hold no thousands. */
    private static boolean isFirstGroup(CharSequence plain) {
        int sign = plain.charAt(0) == '-' || plain.charAt(0) == '+' ? 1 : 0;
        int digits = plain.length() - sign;
        return digits >= 1 && digits <= GROUP && plain.charAt(sign) != '0';
    }

    private boolean isGroup(char c) {
        return c == thousands || c == '\'' || c == '\u2019' || c == ' ' || c == '\u00A0' || c == '\u202F';
    }

    private static boolean isExponent(String text, int at) {
        char c = text.charAt(at);
        return (c == 'e' || c == 'E') && at > 0 && at + 1 < text.length();
    }

    private static double number(String plain) {
        try {
            double value = Double.parseDouble(plain);
            return Double.isFinite(value) ? value : MALFORMED;
        } catch (NumberFormatException e) {
            return MALFORMED;
        }
    }

    /** What the cells of a file allow of the two. */
    static final class Evidence {
        private boolean point = true;
        private boolean comma = true;
        private boolean differ;
        private boolean seenComma;
        private boolean grouped;
        private boolean parted;
        private boolean bare;

        /** Looks at what should be a number. */
        void look(String text) {
            if (text.indexOf(',') < 0 && text.indexOf('.') < 0) {
                bare |= !isMissing(text);
                return;
            }
            double byPoint = POINT.parse(text);
            double byComma = COMMA.parse(text);
            boolean asGroup = text.indexOf(',') < 0 && byComma != MALFORMED;
            grouped |= asGroup;
            parted |= !asGroup;
            if (byPoint == MALFORMED && byComma == MALFORMED) {
                return;
            }
            point &= byPoint != MALFORMED;
            comma &= byComma != MALFORMED;
            differ |= byPoint != byComma;
            seenComma |= text.indexOf(',') >= 0;
        }

        boolean isComma() {
            return comma && !point;
        }

        /** Whether every number may be read in either way, and the two differ. */
        boolean isOpen() {
            return comma && point && differ && seenComma;
        }

        /** Whether points may part thousands: 1.002 beside 998. */
        boolean mayGroupByPoint() {
            return grouped && bare && !parted;
        }
    }
}
