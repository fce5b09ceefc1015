package io.nightflow.table;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.Unit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell that holds a number, and its unit where it stands beside it, as dashboards export it: {@code 12.5 L/s}.
 *
 * @param number as it is written.
 * @param unit a known one of flow, pressure or volume; empty for none.
 */
record NumberCell(String number, String unit) {
    private static final Pattern WITH_UNIT =
            Pattern.compile("([-+\u2212]?\\d[\\d.,' \u00A0\u202F]*(?:[eE][+-]?\\d+)?)\\s*([\\p{L}\\p{So}]\\S{0,11})");

    static NumberCell of(String text) {
        String bare = text.strip();
        if (!mayHaveUnit(bare)) {
            return new NumberCell(bare, "");
        }
        Matcher parts = WITH_UNIT.matcher(bare);
        boolean known = parts.matches() && isUnit(parts.group(2));
        return known ? new NumberCell(parts.group(1).strip(), parts.group(2)) : new NumberCell(bare, "");
    }

    /** Most cells are digits alone. */
    private static boolean mayHaveUnit(String bare) {
        for (int i = 1; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c > 0xFF || (c != 'e' && c != 'E' && Character.isLetter(c))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is one of flow, pressure or volume; {@code m} is one of pressure. */
    static boolean isUnit(String text) {
        return Unit.find(Quantity.FLOW, text).isPresent()
                || Unit.find(Quantity.PRESSURE, text).isPresent()
                || RegisterUnit.find(text).isPresent();
    }
}
