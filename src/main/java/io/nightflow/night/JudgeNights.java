package io.nightflow.night;

import io.nightflow.night.NightRecords.Judged;
import io.nightflow.night.NightRecords.PressureAt;
import io.nightflow.night.NightRecords.Span;
import io.nightflow.reading.Answer;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightMeasure;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.TenMinuteFlow;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Judges nights, and tells of leaks: when one is found, each week while it runs, and when it has ended. */
public final class JudgeNights implements NightRecords.NightJudge {
    private static final Duration NEWS = Duration.ofDays(7);

    private final NightWindows nights;
    private final MeteringPoints points;
    private final Duration grace;
    private final InstantSource clock;
    private final NightRule rule;

    /** A night has ended {@code grace} after its last minute. */
    public JudgeNights(NightWindows nights, MeteringPoints points, Duration grace, InstantSource clock) {
        this.nights = nights;
        this.points = points;
        this.grace = grace;
        this.clock = clock;
        rule = new NightRule(nights.holidays());
    }

    @Override
    public Optional<Span> span(SensorId sensor, long day) {
        NightWindow window = nights.of(sensor).minimum();
        LocalDate morning = LocalDate.ofEpochDay(day);
        Minute end = window.end(morning);
        boolean ended = !clock.instant().isBefore(end.start().plus(grace));
        return ended ? Optional.of(new Span(window.start(morning), end)) : Optional.empty();
    }

    @Override
    public double pressureExponent(SensorId sensor) {
        return points.of(sensor).district().pressureExponent();
    }

    @Override
    public Judged judge(
            SensorId sensor,
            long day,
            List<TenMinuteFlow> tens,
            double dayMean,
            List<Night> newestFirst,
            List<Answer> answers,
            List<PressureAt> pressures) {
        NightWindow window = nights.of(sensor).minimum();
        LocalDate morning = LocalDate.ofEpochDay(day);
        Minute end = window.end(morning);
        String hours = window.words();
        DmaFacts inputs = new DmaFacts(
                points.of(sensor).district().legitimateNight(),
                points.of(sensor).district().connections(),
                NightDayFactor.of(pressures, new Span(window.start(morning), end), pressureExponent(sensor)));
        int expected = Math.toIntExact(window.minutes(morning) / TenMinutes.MINUTES);
        NightMeasure measure = MinimumNight.measure(tens, expected, dayMean);
        List<PastNight> alike = PastNight.alike(newestFirst, hours);
        NightAnswers said = new NightAnswers(answers);
        NightJudgement judgement = rule.judge(day, measure.mean(), measure.dayMean(), alike, said);
        Night night = new Night(sensor, day, hours, measure, judgement, MinimumNight.loss(measure.mean(), inputs));
        boolean news = end.start().isAfter(clock.instant().minus(NEWS));
        LeakNews leak = new LeakNews(night, end.plus(-1), alike, said);
        return new Judged(night, news ? leak.alerts() : List.of(), usual(night));
    }

    /** Where a leak has run for as long as the settings say, what it has become is the usual from the next night on. */
    private Optional<Answer> usual(Night night) {
        boolean old = nights.usualAfter() > 0
                && night.isInAlarm()
                && night.day() - night.judgement().since() >= nights.usualAfter();
        return old
                ? Optional.of(new Answer(
                        night.sensor(),
                        night.judgement().since(),
                        night.day(),
                        Answer.Kind.NEW_USUAL,
                        LeakNews.GATEWAY,
                        clock.instant().getEpochSecond(),
                        "night.usual-after"))
                : Optional.empty();
    }
}
