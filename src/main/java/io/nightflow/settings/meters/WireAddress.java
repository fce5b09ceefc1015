package io.nightflow.settings.meters;

import io.nightflow.meter.modbus.RegisterTable;

/** Addresses of registers as people write them: on the wire, counted from 0; not as manuals number them. */
public final class WireAddress {
    private static final int ADDRESS_MAX = 65_535;
    private static final int OF_MANUAL = 9_999;
    private static final int LONG = 9; // 400001 is 40001 with room for all registers
    private static final int TEN_THOUSAND = 10_000;

    private WireAddress() {}

    /**
     * Reads one.
     *
     * @param count registers that are there from it on.
     * @throws IllegalArgumentException it is none, or a manual's number; the message says what to write.
     */
    public static int read(String text, RegisterTable table, int count) {
        boolean hex = text.matches("0x[0-9A-Fa-f]{1,4}");
        if (!hex && !text.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(
                    "must be an address on the wire, counted from 0, such as 3002 or 0x0BBA (got " + text + ")");
        }
        int address = hex ? Integer.parseInt(text.substring(2), 16) : Integer.parseInt(text);
        int first = table.firstOfManuals();
        int longFirst = first + first / TEN_THOUSAND * LONG * TEN_THOUSAND;
        boolean ofManual = !hex && address >= first && address < first + OF_MANUAL;
        boolean ofLongManual = address >= longFirst && address <= longFirst + ADDRESS_MAX;
        if (ofManual || ofLongManual) {
            throw new IllegalArgumentException("is the address on the wire, counted from 0: " + text
                    + " of a manual is " + (address - (ofManual ? first : longFirst)));
        }
        if (address + count - 1 > ADDRESS_MAX) {
            throw new IllegalArgumentException(
                    "must be an address from 0 to " + (ADDRESS_MAX - count + 1) + " (got " + text + ")");
        }
        return address;
    }
}
