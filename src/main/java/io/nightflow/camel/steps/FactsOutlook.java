package io.nightflow.camel.steps;

import io.nightflow.detect.NightUsual;
import io.nightflow.detect.Outlook;
import io.nightflow.night.UsualNightFlow;
import io.nightflow.reading.Forecast;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.store.Facts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What the methods ask of the database. */
final class FactsOutlook implements Outlook {
    private final Facts facts;
    private final Nights.OfSensor nights;

    FactsOutlook(Facts facts, Nights.OfSensor nights) {
        this.facts = facts;
        this.nights = nights;
    }

    /** A forecast of zero is none, as the device has it. */
    @Override
    public double forecast(Quantity quantity, Minute hour) {
        Forecast forecast = facts.dayBefore(hour);
        double value = quantity == Quantity.FLOW ? forecast.flow() : forecast.pressure();
        return value == 0 ? Double.NaN : value;
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
    public NightUsual nightUsual(Minute minute) {
        LocalDate today = nights.minimum().morning(minute);
        List<double[]> before = new ArrayList<>();
        for (int day = 1; day <= UsualNightFlow.NIGHTS; day++) {
            LocalDate date = today.minusDays(day);
            before.add(facts.tenMinuteMeans(
                    nights.minimum().start(date), nights.minimum().end(date).plus(-1)));
        }
        UsualNightFlow usual = UsualNightFlow.of(before);
        return new NightUsual(usual.flow(), usual.spread());
    }
}
