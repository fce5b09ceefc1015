package io.nightflow.store;

import io.nightflow.forecast.ForecastRecords;

/** All that forecasting keeps, in one database. */
public final class ForecastStores {
    private ForecastStores() {}

    /** Over this database. */
    public static ForecastRecords of(Transactions database) {
        return new ForecastRecords(
                new HourStore(database),
                new ForecastStore(database),
                new ScoreStore(database),
                new ModelStore(database));
    }
}
