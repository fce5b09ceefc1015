package io.nightflow.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.line.PortSettings;
import io.nightflow.line.PortSettings.Parity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scan finds what a meter speaks, through a UART bit by bit: sender and receiver need not agree. */
class SpeedScanTest {
    private static final String TEXT = "meter-7,12.5,4.1\r\nmeter-8,13.25,4.2\r\nmeter-7,12.4,4.1\r\n";
    private static final int TICKS = 1_382_400; // a second; each usual speed divides it

    @ParameterizedTest
    @CsvSource({
        "9600, 8, NONE",
        "9600, 7, EVEN",
        "19200, 8, EVEN",
        "2400, 8, EVEN",
        "4800, 7, EVEN",
        "115200, 8, NONE",
        "300, 7, EVEN"
    })
    void it_is_the_setting_of_the_sender(int baud, int bits, Parity parity) throws IOException {
        PortSettings sent = new PortSettings("x", baud, bits, 1, parity);
        List<String> told = new ArrayList<>();
        assertThat(SpeedScan.of("x", heard -> transmit(sent, heard, TEXT), told::add))
                .contains(sent);
        assertThat(told.get(told.size() - 1)).isEqualTo(SpeedScan.words(sent) + ": text");
    }

    @ParameterizedTest
    @CsvSource({"''", "abc", "no line end at all"})
    void nothing_of_a_line_is_no_text(String text) {
        assertThat(SpeedScan.isText(text.getBytes(StandardCharsets.US_ASCII))).isFalse();
    }

    /** What a receiver makes of the sender's bits: a byte whose stop bit or parity is wrong is noise, as a driver gives it. */
    private static byte[] transmit(PortSettings sender, PortSettings receiver, String text) {
        BitSet high = new BitSet();
        int at = 10 * TICKS / sender.baud();
        high.set(0, at);
        for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
            for (boolean bit : bits(sender, b)) {
                int next = at + TICKS / sender.baud();
                high.set(at, next, bit);
                at = next;
            }
        }
        int end = at + 10 * TICKS / sender.baud();
        high.set(at, end + TICKS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int step = TICKS / receiver.baud();
        for (int tick = high.nextClearBit(0); tick < end; ) {
            out.write(sample(high, tick, step, receiver));
            int frame = 1 + receiver.dataBits() + (receiver.parity() == Parity.NONE ? 0 : 1);
            tick = high.nextClearBit(high.nextSetBit(tick + frame * step + step / 2));
        }
        return out.toByteArray();
    }

    private static int sample(BitSet high, int start, int step, PortSettings receiver) {
        int value = 0;
        int ones = 0;
        for (int i = 0; i < receiver.dataBits(); i++) {
            int bit = high.get(start + step / 2 + (i + 1) * step) ? 1 : 0;
            value |= bit << i;
            ones += bit;
        }
        boolean wrong = false;
        int stop = receiver.dataBits() + 1;
        if (receiver.parity() == Parity.EVEN) {
            wrong = (ones + (high.get(start + step / 2 + stop * step) ? 1 : 0)) % 2 != 0;
            stop++;
        }
        wrong |= !high.get(start + step / 2 + stop * step);
        return wrong ? 0 : value;
    }

    private static List<Boolean> bits(PortSettings sender, byte b) {
        List<Boolean> bits = new ArrayList<>(List.of(false));
        int ones = 0;
        for (int i = 0; i < sender.dataBits(); i++) {
            bits.add((b >> i & 1) == 1);
            ones += b >> i & 1;
        }
        if (sender.parity() == Parity.EVEN) {
            bits.add(ones % 2 == 1);
        }
        bits.add(true);
        return bits;
    }
}
