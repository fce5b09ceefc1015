package io.nightflow.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.meter.Totaliser.Meter;
import io.nightflow.meter.Totaliser.Sample;
import io.nightflow.meter.Totaliser.Taken;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A register becomes flow: nothing is invented, nothing is lost, and a burst is seen when it is there. */
class TotaliserTest {
    private static final double NO_ROLLOVER = 0;
    private static final long DAY = 86_400;

    private record Given(Minute minute, double flow, Quality quality) {}

    private static final class Told implements Totaliser.Sink {
        private final List<Given> minutes = new ArrayList<>();
        private final List<Sample> exchanges = new ArrayList<>();

        @Override
        public void minute(Minute minute, double flow, Quality quality) {
            minutes.add(new Given(minute, flow, quality));
        }

        @Override
        public void exchanged(Sample before, Sample after) {
            exchanges.add(before);
            exchanges.add(after);
        }

        double sum() {
            return minutes.stream().mapToDouble(each -> each.flow / 60).sum();
        }
    }

    private static Meter meter(double max, double rollover) {
        return new Meter(max, 0, rollover > 0 ? List.of(rollover) : List.of(), false);
    }

    private final Told told = new Told();

    /** Flow with two peaks a day, and what people draw by chance. */
    private static double flow(double second, double mean) {
        double day = 2 * Math.PI * second / DAY;
        return mean * (1 - 0.4 * Math.cos(day) + 0.2 * Math.sin(2 * day));
    }

    @Test
    void a_constant_flow_comes_back_whatever_the_step() {
        Totaliser totaliser = new Totaliser(meter(100, NO_ROLLOVER), 10);
        for (int second = 0; second <= 7_200; second += 10) {
            totaliser.take(new Sample(second, Math.floor(second * 12.34 / 3_600.0 / 0.1) * 0.1), told);
        }

        assertThat(told.minutes).hasSizeGreaterThan(115);
        assertThat(told.minutes.subList(1, 115))
                .allSatisfy(each -> assertThat(each.flow).isBetween(11.5, 13.7))
                .allSatisfy(each -> assertThat(each.quality).isEqualTo(Quality.GOOD));
    }

    @Test
    void a_minute_is_right_to_three_percent_at_less_than_a_step_a_minute() {
        double mean = 5;
        Totaliser totaliser = new Totaliser(meter(100, NO_ROLLOVER), 10);
        double truth = 0;
        double[] minutes = new double[1_440];
        Random random = new Random(1);
        for (int second = 0; second < DAY; second++) {
            if (second % 10 == 0) {
                double jitter = random.nextDouble();
                totaliser.take(new Sample(second + jitter, Math.floor(truth / 0.1) * 0.1), told);
            }
            truth += flow(second, mean) / 3_600;
            minutes[second / 60] += flow(second, mean) / 60;
        }

        double squares = 0;
        for (Given each : told.minutes) {
            double error = each.flow - minutes[(int) (each.minute.epochSecond() / 60)];
            squares += error * error;
        }
        assertThat(told.minutes).hasSizeGreaterThan(1_400);
        assertThat(Math.sqrt(squares / told.minutes.size()) / mean).isLessThan(0.03);
    }

    @Test
    void a_burst_of_sixty_percent_is_there_within_three_minutes_on_a_register_of_a_hundred_litres() {
        Totaliser totaliser = new Totaliser(meter(100, NO_ROLLOVER), 10);
        double truth = 0;
        int toldAt = 0;
        for (int second = 0; second < 3 * 3_600 && toldAt == 0; second++) {
            if (second % 10 == 0) {
                totaliser.take(new Sample(second, Math.floor(truth / 0.1) * 0.1), told);
                boolean seen = told.minutes.stream().anyMatch(each -> each.flow > 4.5);
                toldAt = seen ? second : 0;
            }
            truth += (second < 7_200 ? 3.0 : 5.0) / 3_600;
        }

        assertThat(toldAt).isBetween(7_200, 7_200 + 180);
        assertThat(told.minutes.subList(told.minutes.size() - 1, told.minutes.size()))
                .allSatisfy(each -> assertThat(each.quality).isEqualTo(Quality.GOOD));
    }

    @Test
    void a_year_of_rollovers_exchanges_gaps_and_glitches_keeps_its_volume() {
        int days = Boolean.getBoolean("rig") ? 365 : 73;
        Random random = new Random(7);
        double overload = 20;
        double full = 40_000;
        double step = 0.01;
        Totaliser totaliser = new Totaliser(meter(overload, full), 10);
        double truth = full - 5_000;
        double offset = 0;
        double between = 0; // what the exchanges took with them
        double startedAt = Double.NaN;
        double endedAt = 0;
        double lastTotal = 0;
        int gap = 0;
        List<Taken> all = new ArrayList<>();
        long seconds = days * DAY;
        for (long second = 0; second < seconds; second++) {
            if (second % 60 == 0 && !told.minutes.isEmpty() && Double.isNaN(startedAt)) {
                startedAt = 0;
            }
            if (second % (seconds / 50) == seconds / 100) {
                gap = 600 + random.nextInt(20_000);
            }
            gap--;
            boolean exchange = second == seconds / 3 || second == 2 * seconds / 3;
            if (exchange) {
                offset = truth - 3;
                gap = 0;
            }
            if (second % 10 == 0 && gap <= 0) {
                double shown = Math.floor((truth - offset) % full / step) * step;
                boolean glitch = second % (seconds / 500 / 10 * 10) == 50 && second > 100;
                Taken taken =
                        totaliser.take(new Sample(second, glitch ? shown + 500 + random.nextInt(1_000) : shown), told);
                all.add(taken);
                lastTotal = truth;
                endedAt = second;
            }
            if (second == 60) {
                between = -truth; // the first minute given out begins here, or one before
            }
            truth += flow(second, 7) / 3_600;
        }

        assertThat(all.stream().filter(Taken.EXCHANGED::equals)).hasSize(2);
        assertThat(all.stream().filter(Taken.AFTER_GLITCH::equals)).hasSizeGreaterThan(450);
        assertThat(told.minutes).allSatisfy(each -> assertThat(each.flow).isBetween(0.0, overload));
        assertThat(told.minutes.stream().filter(each -> each.quality == Quality.ESTIMATED))
                .hasSizeGreaterThan(50 * 9);
        double lastMinute =
                told.minutes.get(told.minutes.size() - 1).minute.end().getEpochSecond();
        double expected = lastTotal + between - (endedAt - lastMinute) * 7 / 3_600;
        double oneStepAnExchange = 2 * 20 / 3_600.0 * 10 + step; // the ten seconds in which the meter hung in the air
        assertThat(told.sum()).isCloseTo(expected, org.assertj.core.data.Offset.offset(0.15 + oneStepAnExchange));
    }

    @Test
    void a_rollover_goes_through() {
        Totaliser totaliser = new Totaliser(meter(100, 1_000_000), 60);
        double total = 999_999.1;
        for (int second = 0; second <= 600; second += 60) {
            totaliser.take(new Sample(second, Math.round(total % 1_000_000 * 10) / 10.0), told);
            total += 0.4;
        }

        assertThat(told.minutes)
                .hasSizeGreaterThan(7)
                .allSatisfy(each -> assertThat(each.flow).isCloseTo(24, org.assertj.core.data.Offset.offset(0.001)));
        assertThat(told.exchanges).isEmpty();
    }

    @Test
    void a_rollover_that_is_only_guessed_is_one_just_below_it_only() {
        Meter guessed = new Meter(10_000, 0, List.of(1_000.0), true);
        Totaliser far = new Totaliser(guessed, 60);
        far.take(new Sample(0, 166.428), told);
        assertThat(far.take(new Sample(1_320, 0.012), told)).isEqualTo(Taken.HELD);
        Totaliser near = new Totaliser(guessed, 60);
        near.take(new Sample(0, 999.8), told);
        assertThat(near.take(new Sample(60, 0.2), told)).isEqualTo(Taken.COUNTED);
    }

    @Test
    void a_sample_that_the_meter_cannot_make_is_dropped() {
        Totaliser totaliser = new Totaliser(meter(100, NO_ROLLOVER), 60);
        totaliser.take(new Sample(0, 0.7), told);

        assertThat(totaliser.take(new Sample(60, 1.1), told)).isEqualTo(Taken.COUNTED);
        assertThat(totaliser.take(new Sample(120, 101.1), told)).isEqualTo(Taken.HELD);
        assertThat(totaliser.take(new Sample(180, 1.9), told)).isEqualTo(Taken.AFTER_GLITCH);
        assertThat(totaliser.take(new Sample(240, 12.3), told)).isEqualTo(Taken.HELD);
        assertThat(totaliser.take(new Sample(300, 12.7), told)).isEqualTo(Taken.EXCHANGED);
        assertThat(told.exchanges).containsExactly(new Sample(180, 1.9), new Sample(240, 12.3));
        assertThat(told.minutes).allSatisfy(each -> assertThat(each.flow).isLessThan(25));
    }

    @Test
    void noughts_are_neither_a_meter_nor_a_loss_until_they_count() {
        Totaliser logger = known();
        for (int hour = 49; hour < 52; hour++) {
            assertThat(logger.take(new Sample(hour * 3_600.0, 0), told)).isEqualTo(Taken.HELD);
        }
        assertThat(logger.take(new Sample(52 * 3_600.0, 1_104), told)).isEqualTo(Taken.AFTER_GLITCH);
        logger.take(new Sample(53 * 3_600.0, 1_106), told);
        assertThat(told.exchanges).isEmpty();
        assertThat(told.sum()).isCloseTo(106, org.assertj.core.data.Offset.offset(2.0));

        Totaliser another = known();
        another.take(new Sample(49 * 3_600.0, 0), told);
        another.take(new Sample(50 * 3_600.0, 0), told);
        assertThat(another.take(new Sample(51 * 3_600.0, 2), told)).isEqualTo(Taken.EXCHANGED);
    }

    /** Two days of looks by the hour, 2 m3 each. */
    private Totaliser known() {
        Totaliser totaliser = new Totaliser(new Meter(10_000, 0, List.of(), true), 3_600);
        for (int hour = 0; hour <= 48; hour++) {
            totaliser.take(new Sample(hour * 3_600.0, 1_000 + hour * 2.0), told);
        }
        return totaliser;
    }

    @Test
    void a_value_that_the_meter_could_have_and_never_had_waits_for_the_next_one() {
        Totaliser glitch = known();
        assertThat(glitch.take(new Sample(49 * 3_600, 3_500), told)).isEqualTo(Taken.HELD);
        assertThat(glitch.take(new Sample(50 * 3_600, 1_100), told)).isEqualTo(Taken.AFTER_GLITCH);
        assertThat(told.minutes).allSatisfy(each -> assertThat(each.flow).isLessThan(3));

        Totaliser exchange = known();
        assertThat(exchange.take(new Sample(49 * 3_600, 9_000), told)).isEqualTo(Taken.HELD);
        assertThat(exchange.take(new Sample(50 * 3_600, 9_002), told)).isEqualTo(Taken.EXCHANGED);
        assertThat(told.minutes).allSatisfy(each -> assertThat(each.flow).isLessThan(3));

        Totaliser burst = known();
        assertThat(burst.take(new Sample(49 * 3_600, 1_096 + 30), told)).isEqualTo(Taken.HELD);
        assertThat(burst.take(new Sample(50 * 3_600, 1_096 + 60), told)).isEqualTo(Taken.COUNTED);
        assertThat(told.minutes.get(told.minutes.size() - 1).flow).isBetween(29.0, 31.0);
    }

    @Test
    void a_gap_is_estimated_and_keeps_its_volume() {
        Totaliser totaliser = new Totaliser(meter(100, NO_ROLLOVER), 60);
        for (int second = 0; second <= 600; second += 60) {
            totaliser.take(new Sample(second, second / 150.0), told);
        }
        totaliser.take(new Sample(2_400, 16), told);
        totaliser.take(new Sample(2_460, 16.4), told);

        assertThat(told.minutes.stream().filter(each -> each.quality == Quality.ESTIMATED))
                .hasSizeBetween(30, 31)
                .allSatisfy(each -> assertThat(each.flow).isCloseTo(24, org.assertj.core.data.Offset.offset(0.5)));
        assertThat(told.sum()).isCloseTo(16.4, org.assertj.core.data.Offset.offset(0.41));
    }

    @Test
    void a_quarter_of_an_hour_is_an_interval() {
        Totaliser totaliser = new Totaliser(meter(100, NO_ROLLOVER), 900);
        for (int i = 0; i < 8; i++) {
            totaliser.take(new Sample(i * 900, i * 3.0), told);
        }

        assertThat(told.minutes)
                .hasSizeGreaterThan(80)
                .allSatisfy(each -> assertThat(each.quality).isEqualTo(Quality.INTERVAL));
    }

    @Test
    void a_register_that_stands_is_given_out_after_an_hour_and_judged_by_nothing() {
        Totaliser totaliser = new Totaliser(meter(100, NO_ROLLOVER), 60);
        for (int second = 0; second <= 3 * 3_600; second += 60) {
            totaliser.take(new Sample(second, 5), told);
        }

        assertThat(told.minutes).hasSize(120);
        assertThat(told.minutes).allSatisfy(each -> {
            assertThat(each.flow).isZero();
            assertThat(each.quality).isEqualTo(Quality.ESTIMATED);
        });
    }

    @Test
    void an_earlier_run_is_gone_on_from() {
        Totaliser totaliser = new Totaliser(meter(100, NO_ROLLOVER), 60);
        totaliser.resume(new Sample(0, 0), Minute.containing(180));
        for (int second = 240; second <= 600; second += 60) {
            totaliser.take(new Sample(second, second / 150.0), told);
        }

        assertThat(told.minutes.get(0).minute).isEqualTo(Minute.containing(180));
        assertThat(told.minutes)
                .allSatisfy(each -> assertThat(each.flow).isCloseTo(24, org.assertj.core.data.Offset.offset(0.5)));
    }

    @Test
    void the_same_time_again_is_passed_over() {
        Totaliser totaliser = new Totaliser(meter(100, NO_ROLLOVER), 60);
        totaliser.take(new Sample(60, 1), told);

        assertThat(totaliser.take(new Sample(60, 2), told)).isEqualTo(Taken.NOT_LATER);
        assertThat(totaliser.take(new Sample(0, 2), told)).isEqualTo(Taken.NOT_LATER);
    }
}
