package io.nightflow.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A unit that a meter may send or a file may hold; converted once, on the way in. Factors by definition: 1 US gallon is
 * 3.785411784 L, 1 psi 6.894757293168 kPa (NIST SP 811), 1 kgf 9.80665 N, and a metre of water 9.80665 kPa (at 4 degrees,
 * ISO 80000-4).
 */
public enum Unit {
    /** Cubic metres an hour. */
    M3_PER_HOUR(
            "m3/h",
            Quantity.FLOW,
            1.0,
            "m³/h",
            "㎥/h",
            "cmh",
            "m3/hr",
            "m³/hr",
            "m3h",
            "m^3/h",
            "cum/h",
            "㎥/hr",
            "m3/hour",
            "m³/hour",
            "cubicmetresperhour",
            "cubicmetersperhour",
            "m3/u",
            "m³/u",
            "mc/h",
            "cbm/h",
            "㎥/시간",
            "m3/시간",
            "kl/h",
            "kl/hr"),
    /** Litres a second. */
    L_PER_SECOND("L/s", Quantity.FLOW, 3.6, "lps", "l/sec", "ℓ/s", "ltr/s", "litrespersecond", "literspersecond"),
    /** Litres a minute. */
    L_PER_MINUTE("L/min", Quantity.FLOW, 0.06, "lpm", "l/m", "ℓ/min", "litresperminute", "litersperminute"),
    /** Litres an hour. */
    L_PER_HOUR("L/h", Quantity.FLOW, 0.001, "lph", "l/hr", "ℓ/h"),
    /** Cubic metres a second. */
    M3_PER_SECOND("m3/s", Quantity.FLOW, 3_600.0, "m³/s", "cms", "㎥/s"),
    /** Cubic metres a minute. */
    M3_PER_MINUTE("m3/min", Quantity.FLOW, 60.0, "m³/min", "cmm", "㎥/min"),
    /** Cubic metres a day. */
    M3_PER_DAY(
            "m3/d",
            Quantity.FLOW,
            1 / 24.0,
            "m³/d",
            "cmd",
            "m3/day",
            "㎥/d",
            "m³/day",
            "㎥/일",
            "m3/일",
            "cubicmetresperday",
            "cubicmetersperday"),
    /** Megalitres a day. */
    ML_PER_DAY("ML/d", Quantity.FLOW, 1_000 / 24.0, "mld", "ml/day"),
    /** Million US gallons a day. */
    MGD("MGD", Quantity.FLOW, 3_785.411784 / 24.0, "mgal/d"),
    /** US gallons a minute. */
    GPM("gpm", Quantity.FLOW, 0.003785411784 * 60, "gal/min", "usgpm", "gallonsperminute"),
    /** Bar. */
    BAR("bar", Quantity.PRESSURE, 1.0, "barg"),
    /** Millibar. */
    MILLIBAR("mbar", Quantity.PRESSURE, 0.001),
    /** Kilopascal. */
    KILOPASCAL("kPa", Quantity.PRESSURE, 0.01),
    /** Megapascal. */
    MEGAPASCAL("MPa", Quantity.PRESSURE, 10.0),
    /** Kilogram-force a square centimetre. */
    KGF_PER_CM2("kgf/cm2", Quantity.PRESSURE, 0.980665, "kg/cm2", "kgf/cm²", "kg/cm²", "㎏/㎠", "kg/㎠", "kgf/㎠", "at"),
    /** Metres of water. */
    METRE_OF_WATER("mH2O", Quantity.PRESSURE, 0.0980665, "mwc", "mh₂o", "mca", "m.c.a.", "mce", "m", "mws"),
    /** Pounds a square inch. */
    PSI("psi", Quantity.PRESSURE, 0.06894757293168, "psig");

    private final String symbol;
    private final Quantity quantity;
    private final double factor;
    private final List<String> aliases;

    Unit(String symbol, Quantity quantity, double factor, String... aliases) {
        this.symbol = symbol;
        this.quantity = quantity;
        this.factor = factor;
        this.aliases = List.of(aliases);
    }

    /** The unit that a person writes so, of this quantity; capitals do not matter. */
    public static Optional<Unit> find(Quantity quantity, String text) {
        return Arrays.stream(values())
                .filter(unit -> unit.quantity == quantity && unit.isWritten(text))
                .findFirst();
    }

    /** The same of any quantity; not {@code m} alone, which may be many things. */
    public static Optional<Unit> find(String text) {
        return text.strip().equalsIgnoreCase("m")
                ? Optional.empty()
                : find(Quantity.FLOW, text).or(() -> find(Quantity.PRESSURE, text));
    }

    private boolean isWritten(String text) {
        String bare = text.strip().replaceAll("\\s", "");
        return symbol.equalsIgnoreCase(bare) || aliases.contains(bare.toLowerCase(Locale.ROOT));
    }

    /** The symbols of a quantity's units, for messages: {@code m3/h, L/s, ..}. */
    public static String symbols(Quantity quantity) {
        return Arrays.stream(values())
                .filter(unit -> unit.quantity == quantity)
                .map(unit -> unit.symbol)
                .collect(Collectors.joining(", "));
    }

    /** What it measures. */
    public Quantity quantity() {
        return quantity;
    }

    /** A value of this unit in the unit of its quantity (m3/h or bar). */
    public double toStored(double value) {
        return value * factor;
    }

    /** A value in m3/h or bar in this unit. */
    public double fromStored(double value) {
        return value / factor;
    }

    /** The symbol, as in settings. */
    public String symbol() {
        return symbol;
    }
}
