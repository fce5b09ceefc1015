package io.nightflow.detect;

import io.nightflow.reading.Minute;
import java.nio.ByteBuffer;

/**
 * What was remembered of a sensor before the first reading of an hour, and how its profiles were before they learnt the hour
 * that ended with it. A late reading goes back to the newest snapshot before it and judges all minutes from there anew.
 *
 * @param minute of that first reading.
 * @param memory as of {@link SensorState#memory}.
 * @param flow of the profile of the flow.
 * @param pressure of the profile of the pressure.
 */
public record Snapshot(Minute minute, byte[] memory, Profile.Before flow, Profile.Before pressure) {
    /** For the disk: flow and pressure. */
    public byte[] before() {
        ByteBuffer out = ByteBuffer.allocate(2 * Profile.Before.BYTES);
        flow.write(out);
        pressure.write(out);
        return out.array();
    }

    /** From the disk. */
    public static Snapshot of(Minute minute, byte[] memory, byte[] before) {
        ByteBuffer in = ByteBuffer.wrap(before);
        return new Snapshot(minute, memory, Profile.Before.read(in), Profile.Before.read(in));
    }
}
