package io.nightflow.meter.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modbus as it lies on the wire. */
class ModbusFramesTest {
    private static final Rtu RTU = new Rtu();
    private static final Block TEN = new Block(RegisterTable.HOLDING, 0, 10);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** The first is the example of the TUF-2000F user manual, p. 29; the second of the Waveshare wiki; the third by another program. */
    @ParameterizedTest
    @CsvSource({
        "1, HOLDING, 0, 10, 01 03 00 00 00 0A C5 CD",
        "1, INPUT, 0, 8, 01 04 00 00 00 08 F1 CC",
        "247, HOLDING, 3002, 2, F7 03 0B BA 00 02 F3 5C"
    })
    void a_request_is_as_manuals_print_it(int unit, RegisterTable table, int address, int count, String frame) {
        assertThat(RTU.request(unit, new Block(table, address, count))).isEqualTo(bytes(frame));
    }

    private static byte[] answer(int unit, int count, Random random) {
        byte[] frame = new byte[3 + 2 * count];
        random.nextBytes(frame);
        frame[0] = (byte) unit;
        frame[1] = 3;
        frame[2] = (byte) (2 * count);
        return Rtu.checked(frame);
    }

    private static Optional<Answer> find(byte[] heard) {
        return RTU.find(heard, heard.length, 1, TEN);
    }

    @Test
    void an_answer_is_found_among_noise_echo_and_answers_to_others() {
        byte[] mine = answer(1, 10, new Random(1));
        byte[] registers = Arrays.copyOfRange(mine, 3, 23);
        byte[][] before = {
            {},
            {0x01},
            {(byte) 0xFF, (byte) 0xFF},
            RTU.request(1, TEN),
            answer(2, 10, new Random(2)),
            answer(1, 9, new Random(3)),
            {0x01, 0x03, 0x14}
        };
        for (byte[] noise : before) {
            byte[] heard = Arrays.copyOf(noise, noise.length + mine.length + 3);
            System.arraycopy(mine, 0, heard, noise.length, mine.length);
            assertThat(find(heard))
                    .get()
                    .isInstanceOfSatisfying(
                            Answer.Registers.class,
                            found -> assertThat(found.bytes()).isEqualTo(registers));
        }
    }

    @Test
    void a_refusal_is_told_in_words() {
        byte[] heard = Rtu.checked(new byte[] {1, (byte) 0x83, 2});
        assertThat(find(heard))
                .get()
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.words(TEN))
                                .isEqualTo("has no such register: holding 0..9 (exception 2)"));
    }

    /** CRC-16 lets one of 65,536 through: 3 flips, a byte lost or added, a burst; 2,000,000 of them in the rig. */
    @Test
    void damaged_answers_are_hardly_ever_accepted() {
        Random random = new Random(7);
        int rounds = Integer.getInteger("meter.damaged", 100_000);
        int accepted = 0;
        for (int i = 0; i < rounds; i++) {
            byte[] frame = answer(1, 10, random);
            byte[] damaged = damaged(frame.clone(), random, i % 4);
            accepted += !Arrays.equals(frame, damaged) && find(damaged).isPresent() ? 1 : 0;
        }
        assertThat(accepted).isLessThanOrEqualTo(3 + rounds / 30_000);
        System.out.println("damaged answers: " + rounds + ", accepted: " + accepted);
    }

    private static byte[] damaged(byte[] frame, Random random, int kind) {
        int at = random.nextInt(frame.length);
        if (kind == 0) {
            byte[] lost = Arrays.copyOf(frame, frame.length - 1);
            System.arraycopy(frame, at + 1, lost, at, frame.length - at - 1);
            return lost;
        }
        if (kind == 1) {
            int burst = Math.min(frame.length - 4, at);
            for (int i = 0; i < 4; i++) {
                frame[burst + i] = (byte) (frame[burst + i] ^ (1 + random.nextInt(255)));
            }
            return frame;
        }
        for (int flips = 2 + random.nextInt(4); flips > 0; flips--) {
            frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return frame;
    }

    @Test
    void no_single_flip_is_accepted() {
        byte[] frame = answer(1, 10, new Random(5));
        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] flipped = frame.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(find(flipped)).isEmpty();
        }
    }

    @Test
    void modbus_tcp_takes_only_the_answer_to_its_own_number() {
        Mbap mbap = new Mbap();
        byte[] first = mbap.request(5, new Block(RegisterTable.INPUT, 2, 1));
        assertThat(first).isEqualTo(bytes("00 01 00 00 00 06 05 04 00 02 00 01"));
        mbap.request(5, new Block(RegisterTable.INPUT, 4, 1));
        byte[] late = bytes("00 01 00 00 00 05 05 04 02 00 07");
        byte[] mine = bytes("00 02 00 00 00 05 05 04 02 00 09");
        Block asked = new Block(RegisterTable.INPUT, 4, 1);
        assertThat(mbap.find(late, late.length, 5, asked)).isEmpty();
        assertThat(mbap.find(mine, mine.length, 5, asked))
                .get()
                .isInstanceOfSatisfying(
                        Answer.Registers.class,
                        found -> assertThat(found.bytes()).containsExactly(0, 9));
        byte[] refused = bytes("00 02 00 00 00 03 05 84 02");
        assertThat(mbap.find(refused, refused.length, 5, asked)).get().isEqualTo(new Answer.Refused(2));
    }

    @ParameterizedTest
    @CsvSource({
        "F32, ABCD, 42 12 80 00, 36.625",
        "F32, CDAB, 80 00 42 12, 36.625",
        "F32, BADC, 12 42 00 80, 36.625",
        "F32, DCBA, 00 80 12 42, 36.625",
        "F64, ABCD, 40 FE 24 0C 00 00 00 00, 123456.75",
        "F64, CDAB, 00 00 00 00 24 0C 40 FE, 123456.75",
        "U16, ABCD, FF FE, 65534",
        "I16, ABCD, FF FE, -2",
        "U32, CDAB, 11 71 00 01, 70001",
        "I32, ABCD, FF FF FF FE, -2",
        "I64, ABCD, FF FF FF FF FF FF FF FE, -2",
        "U64, ABCD, FF FF FF FF FF FF FF FF, 1.8446744073709552E19",
        "BCD32, ABCD, 12 34 56 78, 12345678",
        "BCD16, ABCD, 12 A4, NaN",
        "F32, ABCD, 7F C0 00 00, NaN",
        "F32, ABCD, 7F 80 00 00, NaN"
    })
    void values_have_four_orders(ValueType type, ByteOrder order, String hex, double value) {
        assertThat(type.decode(bytes(hex), 0, order)).isEqualTo(Double.valueOf(value));
    }
}
