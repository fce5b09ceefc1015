package io.nightflow.meter.mbus;

import java.util.Arrays;
import java.util.Optional;

/**
 * Frames of the link layer (EN 13757-2). The check value is the sum of all bytes behind the second start, modulo 256.
 *
 * <pre>
 *   E5                                        acknowledged
 *   10 C A check 16                           short: SND_NKE C=40, REQ_UD2 C=5B or 7B (its count bit, FCB)
 *   68 L L 68 C A CI data.. check 16          long: L counts C to the end of the data
 * </pre>
 */
public final class MbusFrames {
    /** Address that a selected meter answers at. */
    public static final int SELECTED = 0xFD;

    private static final int SHORT = 0x10;
    private static final int LONG = 0x68;
    private static final int STOP = 0x16;
    private static final int ACKNOWLEDGED = 0xE5;
    private static final int RESET = 0x40;
    private static final int REQUEST = 0x5B;
    private static final int COUNT_BIT = 0x20;
    private static final int SEND = 0x53;
    private static final int SELECT = 0x52;
    private static final int RESPONSE = 0x08;
    private static final int RESPONSE_MASK = 0xCF; // without the bits for access demand and data flow
    private static final int BYTE = 0xFF;
    private static final int HEAD = 4;
    private static final int CONTROL_BYTES = 3;
    private static final int SELECTION_BYTES = 11;
    private static final int ID_BYTES = 4;

    private MbusFrames() {}

    /**
     * What a meter has answered.
     *
     * @param address of the meter on the link.
     * @param control what kind of data follows (CI).
     * @param data behind that.
     */
    public record Response(int address, int control, byte[] data) {}

    /** Asks a meter to begin anew; it acknowledges. */
    public static byte[] reset(int address) {
        return shortFrame(RESET, address);
    }

    /** Asks for its data, the next telegram where the count bit is another one than before. */
    public static byte[] request(int address, boolean countBit) {
        return shortFrame(countBit ? REQUEST | COUNT_BIT : REQUEST, address);
    }

    private static byte[] shortFrame(int control, int address) {
        return new byte[] {SHORT, (byte) control, (byte) address, (byte) (control + address), STOP};
    }

    /**
     * Selects the meter with this number, of any maker and kind; it acknowledges.
     *
     * @param number its eight digits.
     */
    public static byte[] select(String number) {
        byte[] frame = new byte[HEAD + SELECTION_BYTES + 2];
        frame[0] = LONG;
        frame[1] = SELECTION_BYTES;
        frame[2] = SELECTION_BYTES;
        frame[3] = LONG;
        frame[4] = SEND;
        frame[5] = (byte) SELECTED;
        frame[6] = SELECT;
        for (int i = 0; i < ID_BYTES; i++) {
            int from = number.length() - 2 * (i + 1);
            frame[7 + i] = (byte) Integer.parseInt(number.substring(from, from + 2), 16);
        }
        Arrays.fill(frame, 7 + ID_BYTES, HEAD + SELECTION_BYTES, (byte) BYTE);
        frame[HEAD + SELECTION_BYTES] = (byte) sum(frame, HEAD, SELECTION_BYTES);
        frame[frame.length - 1] = STOP;
        return frame;
    }

    private static int sum(byte[] bytes, int from, int count) {
        int sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += bytes[i];
        }
        return sum & BYTE;
    }

    /** Whether an acknowledgement is the last that was heard; the echo of an adapter stands before it. */
    public static boolean isAcknowledged(byte[] heard, int length) {
        return length > 0 && (heard[length - 1] & BYTE) == ACKNOWLEDGED;
    }

    /** The first undamaged answer with data among what was heard, of this address; any one's where it is the selected one's. */
    public static Optional<Response> find(byte[] heard, int length, int address) {
        for (int at = 0; at + HEAD + CONTROL_BYTES + 2 <= length; at++) {
            Optional<Response> response = at(heard, at, length);
            if (response.isPresent() && (address == SELECTED || response.get().address() == address)) {
                return response;
            }
        }
        return Optional.empty();
    }

    private static Optional<Response> at(byte[] heard, int at, int length) {
        int told = heard[at + 1] & BYTE;
        int end = at + HEAD + told + 2;
        boolean shape = (heard[at] & BYTE) == LONG
                && (heard[at + 3] & BYTE) == LONG
                && heard[at + 1] == heard[at + 2]
                && told >= CONTROL_BYTES
                && end <= length;
        if (!shape || (heard[end - 1] & BYTE) != STOP) {
            return Optional.empty();
        }
        boolean whole = sum(heard, at + HEAD, told) == (heard[end - 2] & BYTE)
                && (heard[at + HEAD] & RESPONSE_MASK) == RESPONSE;
        return whole
                ? Optional.of(new Response(
                        heard[at + HEAD + 1] & BYTE,
                        heard[at + HEAD + 2] & BYTE,
                        Arrays.copyOfRange(heard, at + HEAD + CONTROL_BYTES, end - 2)))
                : Optional.empty();
    }
}
