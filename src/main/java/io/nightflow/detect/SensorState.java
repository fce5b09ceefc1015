package io.nightflow.detect;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that detection remembers of a sensor: of constant size, changed by each reading, the same after a restart. In two
 * parts, for the profiles change once an hour only:
 *
 * <pre>
 * memory    version u8, last minute i64, flow, pressure
 * profiles  flow: known u8, mean f64, deviation f64, window share f64, profile; then pressure likewise
 * </pre>
 */
public final class SensorState {
    private static final byte VERSION = 2;
    private static final int MEMORY_BYTES = 1 + 8 + 2 * QuantityState.BYTES;
    private static final int PROFILES_BYTES = 2 * (1 + 3 * 8 + Profile.BYTES);
    private static final long NEVER = Long.MIN_VALUE;

    final QuantityState flow = new QuantityState();
    final QuantityState pressure = new QuantityState();
    private @Nullable Basis flowBasis;
    private @Nullable Basis pressureBasis;
    private long lastSecond = NEVER;
    private boolean profilesChanged;

    /** What a quantity is judged by. */
    record Basis(Profile profile, Criteria.Numbers numbers) {}

    /** Of a sensor that was never heard. */
    public SensorState() {}

    /**
     * From the disk.
     *
     * @param memory as of {@link #memory}; empty for none.
     * @param profiles as of {@link #profiles}; empty for none.
     * @throws IllegalArgumentException they were not written by this version.
     */
    public SensorState(byte[] memory, byte[] profiles) {
        if (memory.length > 0) {
            readMemory(memory);
        }
        if (profiles.length > 0) {
            readProfiles(profiles);
            seed(flow, flowBasis); // criteria that were adopted before anything was heard
            seed(pressure, pressureBasis);
        }
    }

    /** What is usual of a quantity; empty before anything was learnt. */
    public Optional<Profile> profile(Quantity quantity) {
        Basis basis = quantity == Quantity.FLOW ? flowBasis : pressureBasis;
        return Optional.ofNullable(basis).map(Basis::profile);
    }

    /** The minute that was judged last. */
    public Optional<Minute> last() {
        return lastSecond == NEVER ? Optional.empty() : Optional.of(new Minute(lastSecond));
    }

    /** Whether a minute is newer than all that were judged. */
    public boolean isNew(Minute minute) {
        return lastSecond == NEVER || minute.epochSecond() > lastSecond;
    }

    void judged(Minute minute) {
        lastSecond = minute.epochSecond();
    }

    QuantityState of(Quantity quantity) {
        return quantity == Quantity.FLOW ? flow : pressure;
    }

    @Nullable
    Basis basis(Quantity quantity) {
        return quantity == Quantity.FLOW ? flowBasis : pressureBasis;
    }

    /** Judges by these criteria from now on; the profile is a copy. */
    public void adopt(Quantity quantity, Criteria criteria) {
        set(quantity, new Basis(Profile.of(criteria.profile().bytes()), criteria.numbers()));
        of(quantity).value.reset();
        seed(of(quantity), basis(quantity));
        profilesChanged = true;
    }

    private static void seed(QuantityState state, @Nullable Basis basis) {
        if (basis != null && state.value.hoursLearnt == 0) {
            state.value.seed(basis.profile(), basis.numbers().windowShare());
        }
    }

    private void set(Quantity quantity, @Nullable Basis basis) {
        if (quantity == Quantity.FLOW) {
            flowBasis = basis;
        } else {
            pressureBasis = basis;
        }
    }

    /** Whether the profiles are no longer those that were read; the second call says no. */
    boolean takeChange() {
        boolean changed = profilesChanged;
        profilesChanged = false;
        return changed;
    }

    void profilesChange() {
        profilesChanged = true;
    }

    /** Takes back what the profiles learnt with a {@link Snapshot}. */
    public void undo(Snapshot snapshot) {
        if (flowBasis != null) {
            flowBasis.profile().undo(snapshot.flow());
        }
        if (pressureBasis != null) {
            pressureBasis.profile().undo(snapshot.pressure());
        }
        profilesChanged = true;
    }

    /** Goes back to what was remembered at a snapshot; the profiles stay as they are. */
    public void rewind(Snapshot snapshot) {
        readMemory(snapshot.memory());
    }

    /** For the disk. */
    public byte[] memory() {
        ByteBuffer out = ByteBuffer.allocate(MEMORY_BYTES).put(VERSION).putLong(lastSecond);
        flow.write(out);
        pressure.write(out);
        return out.array();
    }

    /** For the disk. */
    public byte[] profiles() {
        ByteBuffer out = ByteBuffer.allocate(PROFILES_BYTES);
        for (Quantity quantity : Quantity.values()) {
            Basis basis = basis(quantity);
            Criteria.Numbers numbers = basis == null ? Criteria.Numbers.UNKNOWN : basis.numbers();
            out.put((byte) (basis == null ? 0 : 1));
            out.putDouble(numbers.mean()).putDouble(numbers.deviation()).putDouble(numbers.windowShare());
            out.put(basis == null ? new byte[Profile.BYTES] : basis.profile().bytes());
        }
        return out.array();
    }

    private void readMemory(byte[] memory) {
        if (memory.length != MEMORY_BYTES || memory[0] != VERSION) {
            throw new IllegalArgumentException("detection memory: must have " + MEMORY_BYTES + " bytes of version "
                    + VERSION + " (got " + memory.length + ")");
        }
        ByteBuffer in = ByteBuffer.wrap(memory, 1, MEMORY_BYTES - 1);
        lastSecond = in.getLong();
        flow.read(in);
        pressure.read(in);
    }

    private void readProfiles(byte[] profiles) {
        if (profiles.length != PROFILES_BYTES) {
            throw new IllegalArgumentException(
                    "profiles: must have " + PROFILES_BYTES + " bytes (got " + profiles.length + ")");
        }
        ByteBuffer in = ByteBuffer.wrap(profiles);
        set(Quantity.FLOW, readBasis(in));
        set(Quantity.PRESSURE, readBasis(in));
    }

    private static @Nullable Basis readBasis(ByteBuffer in) {
        boolean known = in.get() != 0;
        Criteria.Numbers numbers = new Criteria.Numbers(in.getDouble(), in.getDouble(), in.getDouble());
        byte[] bytes = new byte[Profile.BYTES];
        in.get(bytes);
        return known ? new Basis(Profile.of(bytes), numbers) : null;
    }
}
