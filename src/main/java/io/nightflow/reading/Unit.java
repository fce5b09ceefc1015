package io.nightflow.reading;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A unit that a meter may send; converted once, on the way in. */
public enum Unit {
    /** Cubic metres an hour. */
    M3_PER_HOUR("m3/h", Quantity.FLOW, 1.0),
    /** Litres a second. */
    L_PER_SECOND("L/s", Quantity.FLOW, 3.6),
    /** Litres a minute. */
    L_PER_MINUTE("L/min", Quantity.FLOW, 0.06),
    /** Litres an hour. */
    L_PER_HOUR("L/h", Quantity.FLOW, 0.001),
    /** Cubic metres a second. */
    M3_PER_SECOND("m3/s", Quantity.FLOW, 3_600.0),
    /** Bar. */
    BAR("bar", Quantity.PRESSURE, 1.0),
    /** Kilopascal. */
    KILOPASCAL("kPa", Quantity.PRESSURE, 0.01),
    /** Kilogram-force a square centimetre; 1 bar is 1.01972 of it. */
    KGF_PER_CM2("kgf/cm2", Quantity.PRESSURE, 1 / 1.01972),
    /** Metres of water; 1 bar is 10.197 of it. */
    METRE_OF_WATER("mH2O", Quantity.PRESSURE, 1 / 10.197);

    private final String symbol;
    private final Quantity quantity;
    private final double factor;

    Unit(String symbol, Quantity quantity, double factor) {
        this.symbol = symbol;
        this.quantity = quantity;
        this.factor = factor;
    }

    /** The unit with this symbol, of this quantity. */
    public static Optional<Unit> find(Quantity quantity, String symbol) {
        return Arrays.stream(values())
                .filter(unit -> unit.quantity == quantity && unit.symbol.equals(symbol))
                .findFirst();
    }

    /** The symbols of a quantity's units, for messages: {@code m3/h, L/s, ..}. */
    public static String symbols(Quantity quantity) {
        return Arrays.stream(values())
                .filter(unit -> unit.quantity == quantity)
                .map(unit -> unit.symbol)
                .collect(Collectors.joining(", "));
    }

    /** A value of this unit in the unit of its quantity (m3/h or bar). */
    public double toStored(double value) {
        return value * factor;
    }

    /** The symbol, as in settings. */
    public String symbol() {
        return symbol;
    }
}
