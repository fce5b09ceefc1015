package io.nightflow.camel.steps;

import io.nightflow.detect.NightUsual;
import io.nightflow.detect.Outlook;
import io.nightflow.night.NightBaseline;
import io.nightflow.night.NightRule;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.store.Facts;
import java.time.LocalDate;
import java.util.List;

/** What the methods ask of the database. */
final class FactsOutlook implements Outlook {
    private final Facts facts;
    private final SensorId sensor;
    private final Nights.OfSensor nights;

    FactsOutlook(Facts facts, SensorId sensor, Nights.OfSensor nights) {
        this.facts = facts;
        this.sensor = sensor;
        this.nights = nights;
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
        List<Night> newestFirst = facts.nights(sensor, today.toEpochDay());
        NightBaseline baseline = NightBaseline.of(today.toEpochDay(), newestFirst);
        return new NightUsual(
                baseline.flow(),
                baseline.stray(),
                baseline.high(),
                NightRule.isLastAbove(newestFirst),
                nights.minimum().minutes(today));
    }
}
