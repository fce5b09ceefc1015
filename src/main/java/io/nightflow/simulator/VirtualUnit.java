package io.nightflow.simulator;

import io.nightflow.meter.modbus.RegisterTable;
import io.nightflow.meter.modbus.Rtu;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A Modbus RTU unit that has registers: answers what is asked of it as a real one does, with refusals for what it has not. */
public final class VirtualUnit {
    private static final int REQUEST_BYTES = 8;
    private static final int COUNT_MAX = 125;
    private static final int BYTE = 0xFF;
    private static final int REFUSAL_BIT = 0x80;
    private static final int NO_FUNCTION = 1;
    private static final int NO_ADDRESS = 2;
    private static final int NO_COUNT = 3;

    private final int unit;
    private final Map<Integer, Integer> holding = new HashMap<>();
    private final Map<Integer, Integer> input = new HashMap<>();

    /** At this address, 1 to 247. */
    public VirtualUnit(int unit) {
        this.unit = unit;
    }

    /** Sets a register, from 0. */
    public synchronized void set(RegisterTable table, int address, int value) {
        (table == RegisterTable.HOLDING ? holding : input).put(address, value & 0xFFFF);
    }

    /** Sets two registers to a float, highest byte first. */
    public void setFloat(RegisterTable table, int address, double value) {
        int bits = Float.floatToIntBits((float) value);
        set(table, address, bits >>> 16);
        set(table, address + 1, bits);
    }

    /** Sets two registers to a number without a sign, highest byte first. */
    public void setCount(RegisterTable table, int address, long value) {
        set(table, address, (int) (value >>> 16));
        set(table, address + 1, (int) value);
    }

    /** What it answers to a frame; empty where that is damaged, of another unit, or none. */
    public synchronized Optional<byte[]> answer(byte[] frame) {
        boolean mine = frame.length == REQUEST_BYTES && (frame[0] & BYTE) == unit;
        if (!mine || !Arrays.equals(Rtu.checked(Arrays.copyOf(frame, REQUEST_BYTES - 2)), frame)) {
            return Optional.empty();
        }
        int function = frame[1] & BYTE;
        int address = ((frame[2] & BYTE) << 8) | (frame[3] & BYTE);
        int count = ((frame[4] & BYTE) << 8) | (frame[5] & BYTE);
        Map<Integer, Integer> table = function == RegisterTable.HOLDING.function() ? holding : input;
        int refusal = refusal(function, table, address, count);
        return Optional.of(refusal != 0 ? refused(function, refusal) : registers(function, table, address, count));
    }

    private static int refusal(int function, Map<Integer, Integer> table, int address, int count) {
        if (function != RegisterTable.HOLDING.function() && function != RegisterTable.INPUT.function()) {
            return NO_FUNCTION;
        }
        if (count < 1 || count > COUNT_MAX) {
            return NO_COUNT;
        }
        for (int i = 0; i < count; i++) {
            if (!table.containsKey(address + i)) {
                return NO_ADDRESS;
            }
        }
        return 0;
    }

    private byte[] refused(int function, int code) {
        return Rtu.checked(new byte[] {(byte) unit, (byte) (function | REFUSAL_BIT), (byte) code});
    }

    private byte[] registers(int function, Map<Integer, Integer> table, int address, int count) {
        byte[] frame = new byte[3 + 2 * count];
        frame[0] = (byte) unit;
        frame[1] = (byte) function;
        frame[2] = (byte) (2 * count);
        for (int i = 0; i < count; i++) {
            int value = table.getOrDefault(address + i, 0);
            frame[3 + 2 * i] = (byte) (value >>> 8);
            frame[4 + 2 * i] = (byte) value;
        }
        return Rtu.checked(frame);
    }
}
