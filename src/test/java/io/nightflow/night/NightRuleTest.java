package io.nightflow.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightflow.reading.Answer;
import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightJudgement.Verdict;
import io.nightflow.reading.SensorId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A year of nights at a time, with 1 % of noise. */
class NightRuleTest {
    private static final long MONDAY = LocalDate.of(2026, 1, 5).toEpochDay();
    private static final double USUAL = 20;
    private static final double NOISE = 0.01;
    private static final int YEAR = 365;
    private static final NightHolidays NONE = day -> false;
    private static final SensorId SENSOR = new SensorId("dma");

    private final List<NightJudgement> judged = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.1, 0.2, 0.3})
    void a_weekend_is_no_leak_on_whatever_day_an_installation_begins(double more) {
        for (int begin = 0; begin < 7; begin++) {
            long first = MONDAY + begin;
            run(first, YEAR, day -> isWeekend(day) ? 1 + more : 1, NightAnswers.NONE, NONE);
            assertThat(alarms()).as("begun on weekday " + begin).isZero();
            assertThat(judged.subList(0, 13)).allMatch(each -> each.verdict() == Verdict.LEARNING);
            assertThat(judged.get(13).verdict())
                    .as("the fourteenth night is judged")
                    .isNotEqualTo(Verdict.LEARNING);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.2})
    void a_leak_that_runs_on_stays_an_alarm(double weekend) {
        run(
                MONDAY,
                25 + YEAR,
                day -> (isWeekend(day) ? 1 + weekend : 1) * (day >= MONDAY + 25 ? 1.3 : 1),
                NightAnswers.NONE,
                NONE);
        assertThat(alarms()).isEqualTo(1);
        assertThat(judged.get(25 + 1).verdict()).isEqualTo(Verdict.ALARM);
        assertThat(judged.get(25 + 59).verdict()).isEqualTo(Verdict.ALARM);
        assertThat(judged.get(25 + YEAR - 1).verdict()).isEqualTo(Verdict.ALARM);
        assertThat(judged.get(25 + YEAR - 1).since()).isEqualTo(MONDAY + 25);
        assertThat(judged.get(25 + 59).volume()).isCloseTo(60 * 24 * 6, within(700.0));
    }

    @Test
    void a_leak_that_is_mended_ends_with_the_second_usual_night() {
        run(MONDAY, 100, day -> day >= MONDAY + 40 && day < MONDAY + 60 ? 1.3 : 1, NightAnswers.NONE, NONE);
        assertThat(alarms()).isEqualTo(1);
        assertThat(judged.get(60).verdict()).isEqualTo(Verdict.ALARM);
        assertThat(judged.get(61).verdict()).isEqualTo(Verdict.NORMAL);
        assertThat(judged.get(61).since()).isEqualTo(-1);
    }

    @Test
    void one_high_night_is_none_and_nights_without_data_begin_and_end_nothing() {
        run(MONDAY, 60, day -> day == MONDAY + 40 ? 3 : day % 5 == 0 ? Double.NaN : 1, NightAnswers.NONE, NONE);
        assertThat(alarms()).isZero();
        run(
                MONDAY,
                100,
                day -> day > MONDAY + 62 && day < MONDAY + 90 ? Double.NaN : day >= MONDAY + 60 ? 1.3 : 1,
                NightAnswers.NONE,
                NONE);
        assertThat(alarms()).isEqualTo(1);
        assertThat(judged.get(70).verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(judged.get(70).raised()).isEqualTo(MONDAY + 61);
        assertThat(judged.get(99).verdict()).isEqualTo(Verdict.ALARM);
    }

    @Test
    void a_zone_that_was_shut_for_a_week_comes_back_as_it_was() {
        run(MONDAY, 100, day -> day >= MONDAY + 40 && day < MONDAY + 48 ? 0.5 : 1, NightAnswers.NONE, NONE);
        assertThat(alarms()).isZero();
    }

    @Test
    void a_holiday_is_a_sunday_where_the_calendar_names_it() {
        NightHolidays calendar = day -> day == MONDAY + 72 || day == MONDAY + 73; // a Wednesday and a Thursday
        LongToDoubleFunction flow = day -> calendar.isHoliday(day) || isWeekend(day) ? 1.3 : 1;
        run(MONDAY, 100, flow, NightAnswers.NONE, calendar);
        assertThat(alarms()).isZero();
        run(MONDAY, 100, flow, NightAnswers.NONE, NONE);
        assertThat(alarms()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"NEW_USUAL, false", "FOUND, false", "FALSE, false", "METER_WORK, false", "BURST, true", "HYDRANT, true"
    })
    void an_answer_ends_the_alarm_and_says_what_is_usual(Answer.Kind kind, boolean again) {
        Answer answer = answer(kind, MONDAY + 40, MONDAY + 50);
        run(MONDAY, 90, day -> day >= MONDAY + 40 ? 1.2 : 1, new NightAnswers(List.of(answer)), NONE);
        assertThat(judged.get(50).verdict()).isEqualTo(Verdict.ALARM);
        assertThat(judged.get(51).raised()).as("the night after the answer").isEqualTo(-1);
        assertThat(judged.get(80).verdict()).isEqualTo(again ? Verdict.ALARM : Verdict.NORMAL);
    }

    @Test
    void a_leak_that_was_found_and_repaired_leaves_the_usual_of_before() {
        List<Answer> answers = List.of(
                answer(Answer.Kind.FOUND, MONDAY + 40, MONDAY + 45),
                answer(Answer.Kind.REPAIRED, MONDAY + 40, MONDAY + 59));
        LongToDoubleFunction flow =
                day -> day >= MONDAY + 40 && day < MONDAY + 60 ? 1.3 : day >= MONDAY + 70 ? 1.15 : 1;
        run(MONDAY, 80, flow, new NightAnswers(answers), NONE);
        assertThat(judged.get(55).verdict()).as("it is known").isEqualTo(Verdict.NORMAL);
        assertThat(judged.get(61).night().level()).isCloseTo(USUAL, within(0.4));
        assertThat(judged.get(73).verdict()).as("the next one").isEqualTo(Verdict.ALARM);
    }

    private static Answer answer(Answer.Kind kind, long from, long to) {
        return new Answer(SENSOR, from, to, kind, "kim", to, "");
    }

    @Test
    void a_leak_is_found_by_the_day_where_days_stray_less_than_nights() {
        LongToDoubleFunction leak = day -> day >= MONDAY + 100 ? 1.5 : 0;
        List<PastNight> known = rough(106, leak, day -> 1);
        assertThat(known.subList(0, 30))
                .as("leaking")
                .allMatch(night -> night.judgement().isByDay());
        assertThat(raised(known)).containsOnly(MONDAY + 102);
        assertThat(known.get(0).judgement().usual().flow()).isCloseTo(30, within(0.5));
        assertThat(raised(rough(106, leak, day -> Double.NaN)))
                .as("by the night")
                .isEmpty();
    }

    @Test
    void a_leak_that_runs_on_stays_an_alarm_where_days_are_judged() {
        List<PastNight> known = rough(100 + YEAR, day -> day >= MONDAY + 100 ? 9 : 0, day -> 1);
        assertThat(raised(known)).containsOnly(MONDAY + 101);
        assertThat(known.get(0).judgement().verdict()).isEqualTo(Verdict.ALARM);
        assertThat(known.get(0).judgement().isByDay()).isTrue();
    }

    @Test
    void where_the_day_is_not_known_the_night_is_judged() {
        List<PastNight> known =
                rough(101, day -> day == MONDAY + 100 ? 20 : 0, day -> day == MONDAY + 100 ? Double.NaN : 1);
        assertThat(known.get(1).judgement().isByDay()).isTrue();
        NightJudgement last = known.get(0).judgement();
        assertThat(last.isByDay()).isFalse();
        assertThat(last.usual().flow()).isCloseTo(USUAL, within(2.0));
        assertThat(last.verdict()).isEqualTo(Verdict.HIGH);
        assertThat(last.day().spread()).isCloseTo(known.get(1).judgement().day().spread(), within(0.1));
    }

    /** Nights of 20 m3/h that stray by 8 %, days of 30 that stray by 1 %; the newest first. */
    private static List<PastNight> rough(int nights, LongToDoubleFunction leak, LongToDoubleFunction day) {
        Random random = new Random(3);
        NightRule rule = new NightRule(NONE);
        List<PastNight> newestFirst = new ArrayList<>();
        for (long morning = MONDAY; morning < MONDAY + nights; morning++) {
            double mean = USUAL * (1 + 0.08 * random.nextGaussian()) + leak.applyAsDouble(morning);
            double dayMean = (30 * (1 + NOISE * random.nextGaussian()) + leak.applyAsDouble(morning))
                    * day.applyAsDouble(morning);
            NightJudgement judgement = rule.judge(morning, mean, dayMean, newestFirst, NightAnswers.NONE);
            newestFirst.add(0, new PastNight(morning, mean, dayMean, judgement));
        }
        return newestFirst;
    }

    private static List<Long> raised(List<PastNight> nights) {
        return nights.stream()
                .map(night -> night.judgement().raised())
                .filter(each -> each >= 0)
                .distinct()
                .toList();
    }

    private static boolean isWeekend(long day) {
        return Math.floorMod(day - MONDAY, 7L) >= 5;
    }

    private long alarms() {
        return judged.stream()
                .mapToLong(NightJudgement::raised)
                .filter(raised -> raised >= 0)
                .distinct()
                .count();
    }

    private void run(long first, int nights, LongToDoubleFunction share, NightAnswers answers, NightHolidays holidays) {
        Random random = new Random(7 * first);
        NightRule rule = new NightRule(holidays);
        List<PastNight> newestFirst = new ArrayList<>();
        judged.clear();
        for (long day = first; day < first + nights; day++) {
            double mean = USUAL * share.applyAsDouble(day) * (1 + NOISE * random.nextGaussian());
            NightJudgement judgement = rule.judge(day, mean, Double.NaN, newestFirst, answers);
            judged.add(judgement);
            newestFirst.add(0, new PastNight(day, mean, Double.NaN, judgement));
            if (newestFirst.size() > NightRule.NIGHTS_BEFORE) {
                newestFirst.remove(NightRule.NIGHTS_BEFORE);
            }
        }
    }
}
