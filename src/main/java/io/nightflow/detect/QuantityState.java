package io.nightflow.detect;

import java.nio.ByteBuffer;

/** What is remembered of one quantity of one sensor; on the disk the parts in this order, then night i64, usual f64, spread f64. */
final class QuantityState {
    static final int BYTES = SystemMemory.BYTES
            + ValueMemory.BYTES
            + LastTenMinutes.BYTES
            + PredictionMethod.Memory.BYTES
            + Episode.BYTES
            + 3 * 8;

    final SystemMemory system = new SystemMemory();
    final ValueMemory value = new ValueMemory();
    final LastTenMinutes ten = new LastTenMinutes();
    final PredictionMethod.Memory prediction = new PredictionMethod.Memory();
    final Episode episode = new Episode();

    /** The night for which {@link #nightUsual} holds. */
    long night = -1;

    NightUsual nightUsual = NightUsual.UNKNOWN;

    void write(ByteBuffer out) {
        system.write(out);
        value.write(out);
        ten.write(out);
        out.putDouble(prediction.error).putInt(prediction.count);
        episode.write(out);
        out.putLong(night).putDouble(nightUsual.flow()).putDouble(nightUsual.spread());
    }

    void read(ByteBuffer in) {
        system.read(in);
        value.read(in);
        ten.read(in);
        prediction.error = in.getDouble();
        prediction.count = in.getInt();
        episode.read(in);
        night = in.getLong();
        nightUsual = new NightUsual(in.getDouble(), in.getDouble());
    }
}
