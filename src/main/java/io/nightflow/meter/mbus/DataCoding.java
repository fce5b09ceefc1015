package io.nightflow.meter.mbus;

/** How the data of a record are coded: the low half of its DIF. */
enum DataCoding {
    NONE(0),
    INTEGER_8(1),
    INTEGER_16(2),
    INTEGER_24(3),
    INTEGER_32(4),
    REAL_32(4),
    INTEGER_48(6),
    INTEGER_64(8),
    SELECTION(0),
    DIGITS_2(1),
    DIGITS_4(2),
    DIGITS_6(3),
    DIGITS_8(4),
    VARIABLE(-1),
    DIGITS_12(6),
    SPECIAL(-1);

    private static final int BYTE = 0xFF;
    private static final int NIBBLE = 0xF;
    private static final int DIGIT_MAX = 9;
    private static final int TEXT_MAX = 0xBF;

    private final int bytes;

    DataCoding(int bytes) {
        this.bytes = bytes;
    }

    static DataCoding of(int dif) {
        return values()[dif & NIBBLE];
    }

    /** How many bytes it has at a place, the length's own byte among them; -1 where it has no end. */
    int length(byte[] data, int at) {
        if (bytes >= 0) {
            return bytes;
        }
        boolean isText = this == VARIABLE && at < data.length && (data[at] & BYTE) <= TEXT_MAX;
        return isText ? 1 + (data[at] & BYTE) : -1;
    }

    /** The number there; NaN for none. */
    double value(byte[] data, int at, int length) {
        return switch (this) {
            case INTEGER_8, INTEGER_16, INTEGER_24, INTEGER_32, INTEGER_48, INTEGER_64 -> integer(data, at, length);
            case REAL_32 -> real(data, at);
            case DIGITS_2, DIGITS_4, DIGITS_6, DIGITS_8, DIGITS_12 -> digits(data, at, length);
            default -> Double.NaN;
        };
    }

    private static double integer(byte[] data, int at, int length) {
        long value = data[at + length - 1];
        for (int i = length - 2; i >= 0; i--) {
            value = (value << Byte.SIZE) | (data[at + i] & BYTE);
        }
        return value;
    }

    private static double real(byte[] data, int at) {
        int bits = 0;
        for (int i = 3; i >= 0; i--) {
            bits = (bits << Byte.SIZE) | (data[at + i] & BYTE);
        }
        float value = Float.intBitsToFloat(bits);
        return Float.isFinite(value) ? value : Double.NaN;
    }

    /** The highest digit may be F, a minus; any other that is none is an error's code. */
    private static double digits(byte[] data, int at, int length) {
        double value = 0;
        boolean negative = false;
        for (int i = length - 1; i >= 0; i--) {
            int high = data[at + i] >>> 4 & NIBBLE;
            int low = data[at + i] & NIBBLE;
            if (i == length - 1 && high == NIBBLE) {
                negative = true;
                high = 0;
            }
            if (high > DIGIT_MAX || low > DIGIT_MAX) {
                return Double.NaN;
            }
            value = value * 100 + high * 10 + low;
        }
        return negative ? -value : value;
    }
}
