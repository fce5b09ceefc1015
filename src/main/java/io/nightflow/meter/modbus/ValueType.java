package io.nightflow.meter.modbus;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a value of one or several registers is: u without a sign, i with one, f a float (IEEE 754), bcd four digits a register. */
public enum ValueType {
    /** 0 to 65,535. */
    U16(1),
    /** -32,768 to 32,767. */
    I16(1),
    /** Two registers. */
    U32(2),
    /** Two registers. */
    I32(2),
    /** Four registers. */
    U64(4),
    /** Four registers. */
    I64(4),
    /** Two registers. */
    F32(2),
    /** Four registers. */
    F64(4),
    /** Four digits. */
    BCD16(1),
    /** Eight digits. */
    BCD32(2),
    /** Sixteen digits. */
    BCD64(4);

    private static final int NIBBLE = 0xF;
    private static final int DIGIT_MAX = 9;
    private static final double TWO_TO_64 = 0x1p64;

    private final int registers;

    ValueType(int registers) {
        this.registers = registers;
    }

    /** How many registers it has. */
    public int registers() {
        return registers;
    }

    /** Whether it has no counts of its own. */
    public boolean isFloat() {
        return this == F32 || this == F64;
    }

    /** As it stands in profiles. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this word. */
    public static Optional<ValueType> find(String word) {
        return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** All words. */
    public static String words() {
        return Stream.of(values()).map(ValueType::word).collect(Collectors.joining(", "));
    }

    /** The value at a place of some registers; NaN where it is none: not a number, infinite, a digit above 9. */
    public double decode(byte[] bytes, int from, ByteOrder order) {
        long bits = order.bits(bytes, from, registers * 2);
        double value = switch (this) {
            case U16, U32 -> bits;
            case I16 -> (short) bits;
            case I32 -> (int) bits;
            case I64 -> bits;
            case U64 -> bits < 0 ? bits + TWO_TO_64 : bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case BCD16, BCD32, BCD64 -> digits(bits);
        };
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private double digits(long bits) {
        double value = 0;
        for (int shift = registers * 16 - 4; shift >= 0; shift -= 4) {
            long digit = bits >>> shift & NIBBLE;
            if (digit > DIGIT_MAX) {
                return Double.NaN;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
