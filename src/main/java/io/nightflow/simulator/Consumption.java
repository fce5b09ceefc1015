package io.nightflow.simulator;

import io.nightflow.reading.Minute;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What people draw, as a share of the mean: a day, a week, holidays that are Sundays, and minutes that are as rough as real
 * ones (see {@link Roughness}). The same seed and minute give the same value, whatever was asked before.
 *
 * @param meanFlow mean flow in m3/h.
 * @param seed of the noise.
 * @param zone in which people get up.
 * @param holidays its holidays.
 */
record Consumption(double meanFlow, long seed, ZoneId zone, Predicate<LocalDate> holidays) {
    private static final double[] DAY = {
        0.45, 0.38, 0.34, 0.33, 0.36, 0.55, 0.95, 1.45, 1.50, 1.30, 1.20, 1.20,
        1.30, 1.25, 1.10, 1.00, 1.00, 1.10, 1.30, 1.45, 1.40, 1.15, 0.85, 0.60
    };
    private static final double SATURDAY = 1.05;
    private static final double SUNDAY = 1.08;
    private static final double HOURLY_NOISE = 0.02;
    private static final double LEAST = 0.05;
    private static final int MINUTES = 60;

    /** Of a minute. */
    double at(Minute minute) {
        ZonedDateTime local = minute.start().atZone(zone);
        int ofHour = local.getMinute();
        Minute hour = minute.plus(-ofHour);
        double level = level(hour, local);
        if (ofHour < step(hour)) {
            level = level(hour.plus(-MINUTES), local.minusHours(1));
        } else if (ofHour >= MINUTES + step(hour.plus(MINUTES))) {
            level = level(hour.plus(MINUTES), local.plusHours(1));
        }
        return level * Math.max(LEAST, 1 + Roughness.scale(meanFlow) * noise(minute));
    }

    private double level(Minute hour, ZonedDateTime local) {
        double noise = HOURLY_NOISE * random(hour, 2).nextGaussian();
        return DAY[local.getHour()] * ofWeek(local.toLocalDate()) * (1 + noise);
    }

    private double ofWeek(LocalDate date) {
        if (date.getDayOfWeek() == DayOfWeek.SUNDAY || holidays.test(date)) {
            return SUNDAY;
        }
        return date.getDayOfWeek() == DayOfWeek.SATURDAY ? SATURDAY : 1;
    }

    /** Minutes from a full hour to the step of its demand. */
    private int step(Minute hour) {
        return random(hour, 3).nextInt(2 * Roughness.STEP_MAX + 1) - Roughness.STEP_MAX;
    }

    private double noise(Minute minute) {
        double lasting = 0;
        for (int ago = 0; ago < Roughness.LASTING_MINUTES; ago++) {
            lasting += random(minute.plus(-ago), 1).nextGaussian();
        }
        return Roughness.LASTING * lasting / Math.sqrt(Roughness.LASTING_MINUTES)
                + Roughness.EACH_MINUTE * random(minute, 0).nextGaussian();
    }

    private Random random(Minute minute, int use) {
        Random random = new Random((seed * 1_000_003 + minute.epochSecond()) * 4 + use);
        random.nextLong();
        return random;
    }
}
