package io.nightflow.meter.modbus;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The two tables of registers of a Modbus unit, and the function that reads them (Modbus Application Protocol 1.1b3). */
public enum RegisterTable {
    /** Holding registers; manuals number them from 40001. */
    HOLDING(3, 40_001),
    /** Input registers; manuals number them from 30001. */
    INPUT(4, 30_001);

    private final int function;
    private final int first;

    RegisterTable(int function, int first) {
        this.function = function;
        this.first = first;
    }

    /** The code of the function that reads it. */
    public int function() {
        return function;
    }

    /** What manuals call register 0. */
    public int firstOfManuals() {
        return first;
    }

    /** As it stands in profiles. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this word. */
    public static Optional<RegisterTable> find(String word) {
        return Stream.of(values()).filter(table -> table.word().equals(word)).findFirst();
    }
}
