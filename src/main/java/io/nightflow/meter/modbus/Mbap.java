package io.nightflow.meter.modbus;

import java.util.Arrays;
import java.util.Optional;

/**
 * Modbus TCP: the number of the request comes back in the answer.
 *
 * <pre>
 *   request   number(2)  0 0  length(2)  unit  function  address(2)  count(2)
 *   answer    number(2)  0 0  length(2)  unit  function  bytes(1)    registers(2 each)
 * </pre>
 *
 * Modbus Messaging on TCP/IP 1.0b, 3.1.3. One instance a line.
 */
public final class Mbap implements Framing {
    private static final int HEAD = 7;
    private static final int REQUEST_BYTES = 12;
    private static final int REFUSAL_BIT = 0x80;
    private static final int BYTE = 0xFF;
    private static final int NUMBERS = 65_536;

    private int number;

    @Override
    public byte[] request(int unit, Block block) {
        number = (number + 1) % NUMBERS;
        byte[] frame = new byte[REQUEST_BYTES];
        put(frame, 0, number);
        put(frame, 4, REQUEST_BYTES - HEAD + 1);
        frame[6] = (byte) unit;
        frame[7] = (byte) block.table().function();
        put(frame, 8, block.address());
        put(frame, 10, block.count());
        return frame;
    }

    private static void put(byte[] frame, int at, int value) {
        frame[at] = (byte) (value >>> Byte.SIZE);
        frame[at + 1] = (byte) value;
    }

    private static int get(byte[] frame, int at) {
        return ((frame[at] & BYTE) << Byte.SIZE) | (frame[at + 1] & BYTE);
    }

    @Override
    public Optional<Answer> find(byte[] heard, int length, int unit, Block block) {
        for (int at = 0; at + HEAD + 2 <= length; at++) {
            boolean isMine = get(heard, at) == number && get(heard, at + 2) == 0 && (heard[at + 6] & BYTE) == unit;
            Optional<Answer> answer = isMine ? at(heard, at, length, block) : Optional.empty();
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean hasAnswer(byte[] heard, int length, int unit) {
        for (int at = 0; at + HEAD + 2 <= length; at++) {
            int told = get(heard, at + 4);
            boolean isFrame = get(heard, at + 2) == 0 && told >= 3 && at + HEAD - 1 + told <= length;
            if (isFrame && (heard[at + 6] & BYTE) == unit && get(heard, at) != number) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Answer> at(byte[] heard, int at, int length, Block block) {
        int function = heard[at + HEAD] & BYTE;
        int bytes = block.count() * 2;
        int told = get(heard, at + 4);
        if (function == (block.table().function() | REFUSAL_BIT) && told == 3) {
            return Optional.of(new Answer.Refused(heard[at + HEAD + 1] & BYTE));
        }
        int from = at + HEAD + 2;
        boolean shape = function == block.table().function()
                && told == bytes + 3
                && (heard[at + HEAD + 1] & BYTE) == bytes
                && from + bytes <= length;
        return shape
                ? Optional.of(new Answer.Registers(Arrays.copyOfRange(heard, from, from + bytes)))
                : Optional.empty();
    }

    @Override
    public boolean isNumbered() {
        return true;
    }
}
