package io.nightflow.meter.mbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightflow.meter.poll.Dialogue.Heard;
import io.nightflow.meter.poll.MbusDialogue;
import io.nightflow.meter.profile.Look;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.Role;
import io.nightflow.settings.meters.ProfileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** M-Bus: telegrams of real meters, and what must never be taken for one. */
class MbusTest {
    private static final Path FRAMES = Path.of("src/test/resources/mbus/frames.csv");
    private static final byte[] ACKNOWLEDGED = {(byte) 0xE5};

    private record Known(String meter, String volume, String reverse, String flow, byte[] frame) {
        int address() {
            return frame[5] & 0xFF;
        }
    }

    static Stream<Known> frames() throws IOException {
        return Files.readAllLines(FRAMES).stream()
                .filter(line -> line.matches("[0-9].*"))
                .map(line -> line.split(";", -1))
                .map(row -> new Known(row[0] + " " + row[1], row[2], row[3], row[4], bytes(row[5])));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Optional<Telegram> read(byte[] heard, int address) {
        return MbusFrames.find(heard, heard.length, address).flatMap(Telegram::of);
    }

    private static double first(Telegram telegram, WaterRecord kind) {
        return telegram.records().stream()
                .flatMap(record -> WaterRecord.of(record).stream())
                .filter(value -> value.kind() == kind)
                .mapToDouble(WaterRecord.Value::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void a_telegram_says_what_it_says(Known known) {
        Optional<Telegram> telegram = read(known.frame(), known.address());
        if (known.volume().equals("refused")) {
            assertThat(telegram).isEmpty();
            return;
        }
        assertThat(telegram).isPresent();
        check(first(telegram.get(), WaterRecord.VOLUME), known.volume());
        check(first(telegram.get(), WaterRecord.REVERSE_VOLUME), known.reverse());
        check(first(telegram.get(), WaterRecord.FLOW), known.flow());
    }

    private static void check(double value, String expected) {
        if (expected.isEmpty()) {
            assertThat(value).isNaN();
        } else {
            assertThat(value).isCloseTo(Double.parseDouble(expected), within(1e-6 * Math.max(1, Math.abs(value))));
        }
    }

    @Test
    void no_single_flip_is_accepted_for_what_it_was() throws IOException {
        long flips = 0;
        for (Known known :
                frames().filter(each -> !each.volume().equals("refused")).toList()) {
            for (int bit = 0; bit < known.frame().length * 8; bit++) {
                byte[] flipped = known.frame().clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(MbusFrames.find(flipped, flipped.length, known.address()))
                        .as(known.meter() + ", bit " + bit)
                        .isEmpty();
                flips++;
            }
        }
        assertThat(flips).isGreaterThan(10_000);
    }

    /** 2,000,000 in the rig. */
    @Test
    void random_telegrams_with_a_right_check_value_are_read_or_refused() {
        Random random = new Random(3);
        int rounds = Integer.getInteger("meter.telegrams", 100_000);
        int read = 0;
        for (int i = 0; i < rounds; i++) {
            read += read(random(random), 5).isPresent() ? 1 : 0;
        }
        assertThat(read).isBetween(rounds / 100, rounds);
        System.out.println("random telegrams: " + rounds + ", read: " + read);
    }

    private static byte[] random(Random random) {
        int length = 3 + random.nextInt(250);
        byte[] frame = new byte[length + 6];
        random.nextBytes(frame);
        frame[0] = 0x68;
        frame[1] = (byte) length;
        frame[2] = (byte) length;
        frame[3] = 0x68;
        frame[4] = 0x08;
        frame[5] = 5;
        frame[6] = (byte) List.of(0x72, 0x78, 0x7A).get(random.nextInt(3)).intValue();
        int sum = 0;
        for (int i = 4; i < length + 4; i++) {
            sum += frame[i];
        }
        frame[length + 4] = (byte) sum;
        frame[length + 5] = 0x16;
        return frame;
    }

    private static Profile water() throws Exception {
        return ProfileFile.read(Path.of("meters/mbus-water.yaml"));
    }

    private static Known known(int number) throws IOException {
        return frames().filter(each -> each.meter().startsWith(number + " "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_late_answer_of_another_meter_is_passed_over() throws Exception {
        MbusDialogue dialogue = new MbusDialogue("11", water());
        dialogue.begin();
        assertThat(dialogue.ask()).isEqualTo(bytes("10 40 0B 4B 16"));
        assertThat(dialogue.heard(ACKNOWLEDGED, 1)).isEqualTo(Heard.ANSWERED);
        assertThat(dialogue.ask()).isEqualTo(bytes("10 7B 0B 86 16"));
        byte[] other = known(2).frame();
        byte[] mine = known(1).frame();
        assertThat(dialogue.heard(other, other.length)).isEqualTo(Heard.NOTHING);
        byte[] both = Arrays.copyOf(other, other.length + mine.length);
        System.arraycopy(mine, 0, both, other.length, mine.length);
        assertThat(dialogue.heard(both, both.length)).isEqualTo(Heard.ANSWERED);
        assertThat(dialogue.look().orElseThrow().value(Role.TOTAL)).isEqualTo(0.332);
    }

    @Test
    void a_meter_is_selected_by_its_digits_and_must_say_them() throws Exception {
        MbusDialogue dialogue = new MbusDialogue("04990254", water());
        dialogue.begin();
        assertThat(dialogue.ask()).isEqualTo(bytes("68 0B 0B 68 53 FD 52 54 02 99 04 FF FF FF FF 91 16"));
        dialogue.heard(ACKNOWLEDGED, 1);
        assertThat(dialogue.ask()).isEqualTo(bytes("10 7B FD 78 16"));
        byte[] other = known(2).frame();
        assertThat(dialogue.heard(other, other.length)).isEqualTo(Heard.NOTHING);
        byte[] mine = known(1).frame();
        assertThat(dialogue.heard(mine, mine.length)).isEqualTo(Heard.ANSWERED);
        Look look = dialogue.look().orElseThrow();
        assertThat(look.value(Role.TOTAL)).isEqualTo(0.332);
        assertThat(look.status()).containsExactly("battery-low");
    }

    /** The first telegram is a Sensus PolluStat's, which ends in 1F; the second is made. */
    @Test
    void more_telegrams_are_asked_for_with_the_other_count_bit() throws Exception {
        Known first = known(16);
        MbusDialogue dialogue = new MbusDialogue(String.valueOf(first.address()), water());
        dialogue.begin();
        dialogue.heard(ACKNOWLEDGED, 1);
        byte[] asked = dialogue.ask();
        assertThat(dialogue.heard(first.frame(), first.frame().length)).isEqualTo(Heard.ANSWERED);
        assertThat(dialogue.look()).isEmpty();
        assertThat(asked[1] ^ dialogue.ask()[1]).as("the count bit").isEqualTo(0x20);
        byte[] last = bytes("68 03 03 68 08 00 78 80 16");
        last[5] = (byte) first.address();
        last[7] = (byte) (0x80 + first.address());
        assertThat(dialogue.heard(last, last.length)).isEqualTo(Heard.ANSWERED);
        assertThat(dialogue.look()).isPresent();
    }

    @Test
    void what_cannot_be_read_is_refused_in_words() throws Exception {
        Known fixed = known(24);
        MbusDialogue dialogue = new MbusDialogue(String.valueOf(fixed.address()), water());
        dialogue.begin();
        dialogue.heard(ACKNOWLEDGED, 1);
        dialogue.ask();
        assertThat(dialogue.heard(fixed.frame(), fixed.frame().length)).isEqualTo(Heard.REFUSED);
        assertThat(dialogue.look().orElseThrow().refused().get(0)).contains("CI 73, of the fixed structure");
    }
}
