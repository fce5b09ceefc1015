package io.nightflow.detect;

import java.nio.ByteBuffer;

/**
 * The night that is under way, and what it is compared with.
 *
 * <pre>
 * night i64 (-1: none), sum f64, count i32, usual flow f64, spread f64, high f64, last high u8, minutes i64
 * </pre>
 */
final class TensOfNight {
    static final int BYTES = 8 + 8 + 4 + 3 * 8 + 1 + 8;

    private static final double COMPLETE = 0.8;
    private static final long TEN = 10;

    private long night = -1;
    private double sum;
    private int count;
    private NightUsual usual = NightUsual.UNKNOWN;

    boolean is(long other) {
        return night == other;
    }

    void begin(long newNight, NightUsual ofNights) {
        night = newNight;
        usual = ofNights;
        sum = 0;
        count = 0;
    }

    void add(double tenMinuteMean) {
        if (!Double.isNaN(tenMinuteMean)) {
            sum += tenMinuteMean;
            count++;
        }
    }

    NightUsual usual() {
        return usual;
    }

    /** The mean so far; NaN with fewer than 80 % of the 10-minute means of the whole night. */
    double mean() {
        return count == 0 || count * TEN < COMPLETE * usual.minutes() ? Double.NaN : sum / count;
    }

    void write(ByteBuffer out) {
        out.putLong(night).putDouble(sum).putInt(count);
        out.putDouble(usual.flow()).putDouble(usual.spread()).putDouble(usual.high());
        out.put((byte) (usual.isLastHigh() ? 1 : 0)).putLong(usual.minutes());
    }

    void read(ByteBuffer in) {
        night = in.getLong();
        sum = in.getDouble();
        count = in.getInt();
        usual = new NightUsual(in.getDouble(), in.getDouble(), in.getDouble(), in.get() != 0, in.getLong());
    }
}
