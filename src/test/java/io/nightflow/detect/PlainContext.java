package io.nightflow.detect;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;

/** What a test says. */
final class PlainContext implements SensorContext {
    boolean night;
    double forecast = Double.NaN;
    NightUsual usual = NightUsual.UNKNOWN;

    @Override
    public double forecast(Quantity quantity, Minute hour) {
        return quantity == Quantity.FLOW ? forecast : Double.NaN;
    }

    @Override
    public boolean isNight(Minute minute) {
        return night;
    }

    @Override
    public long minimumNight(Minute minute) {
        return night ? minute.epochSecond() / 86_400 : -1;
    }

    @Override
    public boolean endsMinimumNight(Minute minute) {
        return false;
    }

    @Override
    public NightUsual nightUsual(Minute minute) {
        return usual;
    }
}
