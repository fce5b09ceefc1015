package io.nightflow.detect;

import io.nightflow.deliver.ResultRow;
import io.nightflow.night.NightWindow;
import io.nightflow.night.NightWindows;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;

/** A district with a day, busy Monday mornings (06:00 to 12:00) and 3 % noise; the same at each call. */
final class Demand {
    /** A Thursday. */
    static final Minute START = Minute.containing(Instant.parse("2026-01-01T00:00:00Z"));

    static final int DAY = 1_440;
    static final SensorId SENSOR = new SensorId("dma");
    static final MeteringPoint POINT =
            new MeteringPoint(SENSOR, Unit.M3_PER_HOUR, Unit.BAR, new Range(-50, 1_000), new Range(0, 16));

    private Demand() {}

    /** m3/h. */
    static double flow(Minute minute) {
        int ofDay = minute.start().atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 60;
        boolean monday = minute.start().atZone(ZoneOffset.UTC).getDayOfWeek().getValue() == 1;
        double day = 50 - 30 * Math.cos(2 * Math.PI * ofDay / DAY);
        double busy = monday ? 1 + 0.6 * Math.max(0, 1 - Math.abs(ofDay - 540) / 180.0) : 1;
        Random random = new Random(minute.epochSecond() * 31);
        random.nextLong();
        return Math.rint(1_000 * day * busy * (1 + 0.03 * random.nextGaussian())) / 1_000;
    }

    /** bar. */
    static double pressure(Minute minute) {
        return Math.rint(100 * (5 - flow(minute) / 100)) / 100;
    }

    static Reading reading(Minute minute, double flow) {
        return new Reading(SENSOR, minute, flow, pressure(minute), Quality.GOOD);
    }

    /** Of the three weeks before a minute. */
    static Criteria criteria(Minute end) {
        CriteriaBuilder builder = new CriteriaBuilder(new WeekClock(ZoneOffset.UTC));
        for (Minute minute = end.plus(-21L * DAY); minute.isBefore(end); minute = minute.plus(1)) {
            builder.add(minute, flow(minute));
        }
        return builder.build().orElseThrow();
    }

    /** Detection by the usual rules in UTC, over this store; all sensors are of one point. */
    static DetectOutliers detect(MinuteStore store, MeteringPoint point, Duration silentAfter, InstantSource clock) {
        NightWindow night = new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), ZoneOffset.UTC);
        MeteringPoints points = new MeteringPoints(Map.of(), point);
        return new DetectOutliers(
                store,
                new OutlierDetector(DetectionRules.usual(ZoneOffset.UTC)),
                points,
                new NightWindows(night, night, points),
                ResultRow::of,
                silentAfter,
                clock);
    }
}
