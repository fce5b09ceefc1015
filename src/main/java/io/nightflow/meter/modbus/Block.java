package io.nightflow.meter.modbus;

/**
 * Registers that one request reads.
 *
 * @param table that they lie in.
 * @param address of the first on the wire, from 0.
 * @param count 1 to 125.
 */
public record Block(RegisterTable table, int address, int count) {
    /** The most that a request may read. */
    public static final int COUNT_MAX = 125;

    private static final int ADDRESSES = 65_536;

    /** Refuses what no request can ask for. */
    public Block {
        if (count < 1 || count > COUNT_MAX || address < 0 || address + count > ADDRESSES) {
            throw new IllegalArgumentException(
                    "a request reads 1 to 125 of the registers 0 to 65535 (got " + count + " from " + address + ")");
        }
    }

    /** The same place, or the last one that there is, with another count. */
    public Block withCount(int other) {
        return new Block(table, Math.min(address, ADDRESSES - other), other);
    }

    /** Whether it holds all registers of another. */
    public boolean holds(Block other) {
        return table == other.table && address <= other.address && other.address + other.count <= address + count;
    }
}
