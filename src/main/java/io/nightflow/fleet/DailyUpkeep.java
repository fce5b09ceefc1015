package io.nightflow.fleet;

import io.nightflow.reading.Quantity;
import io.nightflow.store.FleetRetention;
import io.nightflow.store.TrainingJobs;
import io.nightflow.store.Transactions;

/** What a site needs once a day: what is too old goes, and a model is ordered where it is time for a new one. */
final class DailyUpkeep {
    private static final long DAY = 86_400;

    private final FleetRetention retention;
    private final TrainingJobs training;
    private final int days;
    private final int trainEvery;

    /**
     * Of the tables of a site.
     *
     * @param days for how many minutes are kept.
     * @param trainEvery after how many days a model is ordered; 0: never.
     */
    DailyUpkeep(Transactions database, int days, int trainEvery) {
        retention = new FleetRetention(database);
        training = new TrainingJobs(database);
        this.days = days;
        this.trainEvery = trainEvery;
    }

    /** At a time in epoch seconds. */
    void run(long now) {
        retention.keep(now, days);
        if (trainEvery > 0) {
            boolean unusedOrdered = training.orderEvery(Quantity.FLOW, trainEvery * DAY, now);
        }
    }
}
