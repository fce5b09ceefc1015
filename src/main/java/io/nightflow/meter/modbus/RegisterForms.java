package io.nightflow.meter.modbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Some registers in every form that they could be meant in, to see which is sensible. */
public final class RegisterForms {
    private static final List<ValueType> TYPES =
            List.of(ValueType.F32, ValueType.I32, ValueType.U32, ValueType.F64, ValueType.I64, ValueType.BCD32);

    private RegisterForms() {}

    /** Lines to show: the registers themselves, then each type in its four orders. */
    public static List<String> lines(int address, byte[] bytes) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at + 1 < bytes.length; at += 2) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%5d  0x%02X%02X  u16 %5.0f  i16 %6.0f",
                    address + at / 2,
                    bytes[at],
                    bytes[at + 1],
                    ValueType.U16.decode(bytes, at, ByteOrder.ABCD),
                    ValueType.I16.decode(bytes, at, ByteOrder.ABCD)));
        }
        TYPES.stream()
                .filter(type -> type.registers() * 2 <= bytes.length)
                .forEach(type -> lines.add(line(type, bytes)));
        return lines;
    }

    private static String line(ValueType type, byte[] bytes) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-6s", type.word()));
        for (ByteOrder order : ByteOrder.values()) {
            double value = type.decode(bytes, 0, order);
            line.append(String.format(Locale.ROOT, " %s %-18s", order, text(value)));
        }
        return line.toString().stripTrailing();
    }

    private static String text(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return Double.isNaN(value)
                ? "-"
                : whole ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.7g", value);
    }
}
