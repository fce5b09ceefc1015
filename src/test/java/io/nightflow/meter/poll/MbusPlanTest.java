package io.nightflow.meter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.Role;
import io.nightflow.settings.meters.ProfileFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bus of M-Bus meters with telegrams of real ones, whose answers are late, damaged, echoed or missing; in virtual time. */
class MbusPlanTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int BAUD = 2_400;
    private static final int BITS = 11;
    private static final long CHARACTER = SECOND * BITS / BAUD;
    private static final List<Integer> METERS = List.of(1, 4, 5, 9); // of the file: WaterStar, two CYBLE or GWF, BM+m
    private static final int CHECK_FROM = 4;

    private final List<Meter> meters = new ArrayList<>();
    private final PriorityQueue<Arriving> arriving = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private Random random = new Random(1);
    private long now;

    private record Arriving(long at, byte[] bytes) {}

    /** One on the bus. */
    private static final class Meter {
        final byte[] telegram;
        final double volume;
        boolean selected;
        long last;

        Meter(byte[] telegram, double volume) {
            this.telegram = telegram;
            this.volume = volume;
        }

        int address() {
            return telegram[5] & 0xFF;
        }

        String number() {
            return String.format("%02d%02d%02d%02d", bcd(10), bcd(9), bcd(8), bcd(7));
        }

        private int bcd(int at) {
            return (telegram[at] >> 4 & 0xF) * 10 + (telegram[at] & 0xF);
        }

        Optional<byte[]> answer(byte[] asked) {
            byte[] yes = {(byte) 0xE5};
            if (asked[0] == 0x68) {
                selected = Arrays.equals(Arrays.copyOfRange(asked, 7, 11), Arrays.copyOfRange(telegram, 7, 11));
                return selected ? Optional.of(yes) : Optional.empty();
            }
            int to = asked[2] & 0xFF;
            boolean mine = to == address() || (to == 0xFD && selected);
            return !mine ? Optional.empty() : Optional.of(asked[1] == 0x40 ? yes : telegram);
        }
    }

    @BeforeEach
    void meters() throws Exception {
        for (String line : Files.readAllLines(Path.of("src/test/resources/mbus/frames.csv"))) {
            String[] row = line.split(";", -1);
            if (row[0].matches("[0-9]+") && METERS.contains(Integer.parseInt(row[0]))) {
                byte[] telegram = HexFormat.of().parseHex(row[5].replace(" ", ""));
                telegram[5] = (byte) (10 + meters.size()); // each an address of its own
                telegram[telegram.length - 2] = sum(telegram);
                meters.add(new Meter(telegram, Double.parseDouble(row[2])));
            }
        }
    }

    private static byte sum(byte[] telegram) {
        int sum = 0;
        for (int i = CHECK_FROM; i < telegram.length - 2; i++) {
            sum += telegram[i];
        }
        return (byte) sum;
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 2", "false, 3", "true, 1", "true, 2", "true, 3"})
    void a_meter_never_has_the_volume_of_another(boolean byNumber, int seed) throws Exception {
        random = new Random(seed);
        Profile water = ProfileFile.read(Path.of("meters/mbus-water.yaml"));
        List<PollPlan.Unit> units = meters.stream()
                .map(meter -> new PollPlan.Unit(
                        new MbusDialogue(byNumber ? meter.number() : String.valueOf(meter.address()), water),
                        Duration.ofSeconds(10),
                        new UnitFigures()))
                .toList();
        PollPlan plan = new PollPlan(units, BusPace.of(BAUD, BITS, BusPace.TIMEOUT), 0);
        int[] seen = new int[meters.size()];
        while (now < 7_200 * SECOND) {
            PollPlan.Action action = plan.next(now);
            if (action instanceof PollPlan.Action.Ask ask) {
                now += ask.bytes().length * CHARACTER;
                arriving.add(new Arriving(now, ask.bytes())); // the level converter echoes
                meters.forEach(meter -> meter.answer(ask.bytes()).ifPresent(answer -> carry(meter, answer)));
            } else if (action instanceof PollPlan.Action.Wait wait) {
                Arriving next = arriving.peek();
                boolean comes = next != null && next.at <= wait.until();
                now = Math.max(now, comes ? next.at : wait.until());
                if (comes) {
                    arriving.poll();
                    plan.heard(now, next.bytes, next.bytes.length).ifPresent(each -> {
                        seen[each.unit()]++;
                        assertThat(each.look().value(Role.TOTAL)).isEqualTo(meters.get(each.unit()).volume);
                    });
                }
            }
        }
        assertThat(Arrays.stream(seen).min().orElse(0)).isGreaterThan(100);
    }

    private void carry(Meter meter, byte[] answer) {
        byte[] sent = answer.clone();
        long late = random.nextInt(9) == 0 ? random.nextLong(3 * SECOND) : 0;
        meter.last = Math.max(meter.last + 1, now + sent.length * CHARACTER + late);
        if (random.nextInt(13) == 0) {
            sent[random.nextInt(sent.length)] ^= (byte) (1 << random.nextInt(8));
        }
        if (random.nextInt(17) > 0) {
            arriving.add(new Arriving(meter.last, sent));
        }
    }
}
