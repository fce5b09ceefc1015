package io.nightflow.detect;

import java.nio.ByteBuffer;

/** What is remembered of one quantity of one sensor; on the disk the parts in this order, then tonight. */
final class QuantityState {
    static final int BYTES = SystemMemory.BYTES
            + ShiftMemory.BYTES
            + LastTenMinutes.BYTES
            + PredictionMethod.Memory.BYTES
            + OpenEvent.BYTES
            + TensOfNight.BYTES;

    final SystemMemory system = new SystemMemory();
    final ShiftMemory value = new ShiftMemory();
    final LastTenMinutes ten = new LastTenMinutes();
    final PredictionMethod.Memory prediction = new PredictionMethod.Memory();
    final OpenEvent episode = new OpenEvent();

    final TensOfNight tonight = new TensOfNight();

    void write(ByteBuffer out) {
        system.write(out);
        value.write(out);
        ten.write(out);
        out.putDouble(prediction.error).putInt(prediction.count);
        episode.write(out);
        tonight.write(out);
    }

    void read(ByteBuffer in) {
        system.read(in);
        value.read(in);
        ten.read(in);
        prediction.error = in.getDouble();
        prediction.count = in.getInt();
        episode.read(in);
        tonight.read(in);
    }
}
