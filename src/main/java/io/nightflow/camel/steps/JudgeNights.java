package io.nightflow.camel.steps;

import io.nightflow.night.NightInputs;
import io.nightflow.night.NightRule;
import io.nightflow.night.NightWindow;
import io.nightflow.night.TenMinutes;
import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.Night.Verdict;
import io.nightflow.reading.NightFlow;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.store.NightStore;
import io.nightflow.store.NightStore.Judged;
import io.nightflow.store.NightStore.Span;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Judges nights, and raises a leak with the second high night in a row. */
public final class JudgeNights implements NightStore.NightJudge {
    private static final Duration NEWS = Duration.ofDays(7);
    private static final double DAY_HOURS = 24;
    private static final long DAY_MINUTES = 1_440;

    private final Nights nights;
    private final MeteringPoints points;
    private final Duration grace;
    private final InstantSource clock;

    /** A night has ended {@code grace} after its last minute. */
    public JudgeNights(Nights nights, MeteringPoints points, Duration grace, InstantSource clock) {
        this.nights = nights;
        this.points = points;
        this.grace = grace;
        this.clock = clock;
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
    public Judged judge(SensorId sensor, long day, List<NightFlow> tens, List<Night> newestFirst, double dayFactor) {
        NightWindow window = nights.of(sensor).minimum();
        LocalDate morning = LocalDate.ofEpochDay(day);
        Minute end = window.end(morning);
        NightInputs inputs = new NightInputs(
                points.of(sensor).district().legitimateNight(),
                points.of(sensor).district().connections(),
                Double.isNaN(dayFactor) ? DAY_HOURS : dayFactor);
        int expected = Math.toIntExact(window.minutes(morning) / TenMinutes.MINUTES);
        Night night = NightRule.judge(sensor, day, tens, expected, newestFirst, inputs);
        boolean news = end.start().isAfter(clock.instant().minus(NEWS));
        return new Judged(night, news ? alerts(night, end.plus(-1), newestFirst) : List.of());
    }

    private static List<Alert> alerts(Night night, Minute last, List<Night> newestFirst) {
        List<Night> complete = newestFirst.stream()
                .filter(each -> each.verdict() != Verdict.INCOMPLETE)
                .toList();
        boolean wasAlarm = !complete.isEmpty() && complete.get(0).verdict() == Verdict.ALARM;
        if (night.verdict() == Verdict.ALARM && !wasAlarm) {
            return List.of(alert(night, last, false, 1, 0, night.reason()));
        }
        if (!wasAlarm || night.verdict() == Verdict.ALARM || night.verdict() == Verdict.INCOMPLETE) {
            return List.of();
        }
        List<Night> alarms = complete.stream()
                .takeWhile(each -> each.verdict() == Verdict.ALARM)
                .toList();
        double volume = alarms.stream()
                .mapToDouble(each -> (each.mean() - each.baseline()) * DAY_HOURS)
                .sum();
        long minutes = (night.day() - alarms.get(alarms.size() - 1).day()) * DAY_MINUTES;
        String reason = "it lasted " + alarms.size() + (alarms.size() == 1 ? " night" : " nights") + ", about "
                + Math.round(volume) + " m3";
        return List.of(alert(night, last, true, minutes, volume, reason));
    }

    private static Alert alert(Night night, Minute minute, boolean isEnd, long minutes, double volume, String reason) {
        return new Alert(
                night.sensor(),
                minute,
                Quantity.FLOW,
                Method.NIGHT,
                Stage.ALERT,
                EventKind.LEAK,
                isEnd,
                night.mean(),
                night.baseline(),
                minutes,
                volume,
                reason);
    }
}
