package io.nightflow.meter.modbus;

import java.util.Arrays;
import java.util.Optional;

/**
 * Modbus RTU, on a serial line or through a box that passes its bytes on.
 *
 * <pre>
 *   request   unit  function  address(2)  count(2)            CRC(2, low byte first)
 *   answer    unit  function  bytes(1)    registers(2 each)   CRC
 *   refusal   unit  function+80h          code(1)             CRC
 * </pre>
 *
 * Nothing in an answer says which request it is of: whoever asks must see to that. The check value is CRC-16 with polynomial A001h
 * from FFFFh (Modbus over Serial Line 1.02, 2.5.1.2); it takes one of 65,536 damaged frames for whole.
 */
public final class Rtu implements Framing {
    private static final int REQUEST_BYTES = 8;
    private static final int HEAD = 3;
    private static final int CRC_BYTES = 2;
    private static final int REFUSAL_BYTES = 5;
    private static final int REFUSAL_BIT = 0x80;
    private static final int BYTE = 0xFF;
    private static final int POLYNOMIAL = 0xA001;
    private static final int[] TABLE = table();

    private static int[] table() {
        int[] table = new int[BYTE + 1];
        for (int i = 0; i <= BYTE; i++) {
            int crc = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 1 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
            }
            table[i] = crc;
        }
        return table;
    }

    /** The check value of some bytes. */
    public static int crc(byte[] bytes, int from, int to) {
        int crc = 0xFFFF;
        for (int i = from; i < to; i++) {
            crc = crc >>> Byte.SIZE ^ TABLE[(crc ^ bytes[i]) & BYTE];
        }
        return crc;
    }

    /** A frame without its check value, with it. */
    public static byte[] checked(byte[] frame) {
        byte[] whole = Arrays.copyOf(frame, frame.length + CRC_BYTES);
        int crc = crc(frame, 0, frame.length);
        whole[frame.length] = (byte) crc;
        whole[frame.length + 1] = (byte) (crc >>> Byte.SIZE);
        return whole;
    }

    @Override
    public byte[] request(int unit, Block block) {
        byte[] frame = new byte[REQUEST_BYTES - CRC_BYTES];
        frame[0] = (byte) unit;
        frame[1] = (byte) block.table().function();
        frame[2] = (byte) (block.address() >>> Byte.SIZE);
        frame[3] = (byte) block.address();
        frame[4] = (byte) (block.count() >>> Byte.SIZE);
        frame[5] = (byte) block.count();
        return checked(frame);
    }

    @Override
    public Optional<Answer> find(byte[] heard, int length, int unit, Block block) {
        for (int at = 0; at + REFUSAL_BYTES <= length; at++) {
            if ((heard[at] & BYTE) == unit) {
                Optional<Answer> answer = at(heard, at, length, block);
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Answer> at(byte[] heard, int at, int length, Block block) {
        int function = heard[at + 1] & BYTE;
        int bytes = block.count() * 2;
        if (function == (block.table().function() | REFUSAL_BIT) && isWhole(heard, at, REFUSAL_BYTES)) {
            return Optional.of(new Answer.Refused(heard[at + 2] & BYTE));
        }
        int end = at + HEAD + bytes + CRC_BYTES;
        boolean shape = function == block.table().function() && (heard[at + 2] & BYTE) == bytes && end <= length;
        return shape && isWhole(heard, at, end - at)
                ? Optional.of(new Answer.Registers(Arrays.copyOfRange(heard, at + HEAD, at + HEAD + bytes)))
                : Optional.empty();
    }

    @Override
    public boolean hasAnswer(byte[] heard, int length, int unit) {
        for (int at = 0; at + REFUSAL_BYTES <= length; at++) {
            int function = heard[at + 1] & BYTE;
            int bytes = (function & REFUSAL_BIT) != 0 ? REFUSAL_BYTES : HEAD + CRC_BYTES + (heard[at + 2] & BYTE);
            boolean isMine = (heard[at] & BYTE) == unit && at + bytes <= length && bytes >= REFUSAL_BYTES;
            if (isMine && isWhole(heard, at, bytes)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWhole(byte[] heard, int at, int bytes) {
        int end = at + bytes;
        int told = (heard[end - 2] & BYTE) | ((heard[end - 1] & BYTE) << Byte.SIZE);
        return crc(heard, at, end - CRC_BYTES) == told;
    }

    @Override
    public boolean isNumbered() {
        return false;
    }
}
