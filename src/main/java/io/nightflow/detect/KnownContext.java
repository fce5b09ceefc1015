package io.nightflow.detect;

import io.nightflow.night.NightAnswers;
import io.nightflow.night.NightHolidays;
import io.nightflow.night.NightOutlook;
import io.nightflow.night.NightWindows;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.time.LocalDate;

/** What the methods ask of the database. */
final class KnownContext implements SensorContext {
    private final SensorFacts facts;
    private final SensorId sensor;
    private final NightWindows.OfSensor nights;
    private final NightHolidays holidays;

    KnownContext(SensorFacts facts, SensorId sensor, NightWindows nights) {
        this.facts = facts;
        this.sensor = sensor;
        this.nights = nights.of(sensor);
        this.holidays = nights.holidays();
    }

    @Override
    public double forecast(Quantity quantity, Minute hour) {
        return facts.dayBefore(quantity, hour);
    }

    @Override
    public boolean isNight(Minute minute) {
        return nights.night().contains(minute);
    }

    @Override
    public long minimumNight(Minute minute) {
        return nights.minimum().contains(minute)
                ? nights.minimum().morning(minute).toEpochDay()
                : -1;
    }

    @Override
    public boolean endsMinimumNight(Minute minute) {
        return !nights.minimum().contains(minute.plus(1));
    }

    @Override
    public NightUsual nightUsual(Minute minute) {
        LocalDate today = nights.minimum().morning(minute);
        NightOutlook outlook = NightOutlook.of(
                today.toEpochDay(),
                nights.minimum().words(),
                facts.nights(sensor, today.toEpochDay()),
                holidays,
                new NightAnswers(facts.answers(sensor)));
        return new NightUsual(
                outlook.flow(),
                outlook.stray(),
                outlook.high(),
                outlook.isLastAbove(),
                nights.minimum().minutes(today));
    }
}
