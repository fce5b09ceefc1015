package io.nightflow.reading;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one count of a register stands for, as people write it: {@code m3}, {@code L}, {@code 100 L} for a count of a hundred
 * litres. Factors by definition: 1 US gallon is 3.785411784 L, 1 foot 0.3048 m (NIST SP 811).
 *
 * @param symbol as it is shown.
 * @param m3 of one count; above 0.
 */
public record RegisterUnit(String symbol, double m3) {
    /** A litre in m3. */
    public static final double LITRE = 0.001;

    private static final double GALLON = 0.003785411784;
    private static final double CUBIC_FOOT = 0.028316846592;
    private static final Map<String, Double> UNITS = new HashMap<>();
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)?\\s*([^0-9\\s].*)");
    private static final Pattern OF_A_PULSE = Pattern.compile("\\s*/\\s*(?:p|pulse|imp|impuls|impulse|count|펄스)$");

    static {
        add(1, "m3", "m³", "㎥", "cbm", "kl", "cum", "m^3", "톤");
        add(LITRE, "l", "ℓ", "litre", "litres", "liter", "liters", "dm3", "ltr", "리터");
        add(LITRE * 100, "hl");
        add(1_000, "ml_mega");
        add(GALLON, "gal", "gallon", "gallons", "usgal");
        add(GALLON * 1_000, "kgal");
        add(CUBIC_FOOT, "ft3", "ft³", "cf");
        add(CUBIC_FOOT * 100, "ccf");
    }

    private static void add(double m3, String... names) {
        for (String name : names) {
            UNITS.put(name, m3);
        }
    }

    /** The unit that a person writes so; capitals do not matter, but for ML, a million litres. */
    public static Optional<RegisterUnit> find(String text) {
        String bare = OF_A_PULSE.matcher(text.strip()).replaceFirst("");
        Matcher parts = TEXT.matcher(bare);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String unit = parts.group(2).strip();
        Double m3 = UNITS.get(unit.equals("ML") ? "ml_mega" : unit.toLowerCase(Locale.ROOT));
        double count = parts.group(1) == null ? 1 : Double.parseDouble(parts.group(1));
        return m3 == null || count <= 0 ? Optional.empty() : Optional.of(new RegisterUnit(bare, m3 * count));
    }

    /** Some of them, for messages. */
    public static String examples() {
        return "m3, L, kL, ML, gal, ft3, or 100 L for a count of a hundred litres";
    }
}
