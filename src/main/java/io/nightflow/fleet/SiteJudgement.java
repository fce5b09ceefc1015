package io.nightflow.fleet;

import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.RefreshCriteria;
import io.nightflow.forecast.ForecastDemand;
import io.nightflow.night.MeasureNightFlow;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.site.DetectionWiring;
import io.nightflow.site.ForecastWiring;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.ForecastStores;
import io.nightflow.store.NightStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.Transactions;
import java.time.InstantSource;

/** The judgement of a site by one worker, with what it remembers, at the pace of a gateway: nights and forecasts are not looked for each time. */
final class SiteJudgement implements AutoCloseable {
    private static final long TEN_MINUTES = 600;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    private final DetectOutliers detect;
    private final MeasureNightFlow nights;
    private final ForecastDemand forecasts;
    private final RefreshCriteria criteria;
    private final DailyUpkeep upkeep;
    private final InstantSource clock;
    private long tens = -1;
    private long hour = -1;
    private long day = -1;

    private SiteJudgement(
            DetectOutliers detect,
            MeasureNightFlow nights,
            ForecastDemand forecasts,
            RefreshCriteria criteria,
            DailyUpkeep upkeep,
            InstantSource clock) {
        this.upkeep = upkeep;
        this.detect = detect;
        this.nights = nights;
        this.forecasts = forecasts;
        this.criteria = criteria;
        this.clock = clock;
    }

    /**
     * Over the tables of a site.
     *
     * @throws SettingsException the list of holidays has faults.
     */
    static SiteJudgement of(
            Settings settings,
            MeteringPoints points,
            Transactions database,
            String worker,
            DailyUpkeep upkeep,
            InstantSource clock)
            throws SettingsException {
        return new SiteJudgement(
                DetectionWiring.judge(
                        settings,
                        ResultStore.ofWorker(database, worker),
                        points,
                        (reading, flow, pressure, flowAtHour, pressureAtHour) -> "",
                        clock),
                DetectionWiring.measure(settings, new NightStore(database), points, clock),
                ForecastWiring.demand(
                        settings,
                        ForecastStores.of(database),
                        (sensor, hour, quantity, means) -> "",
                        clock,
                        () -> true),
                DetectionWiring.refresh(settings, new CriteriaStore(database), clock),
                upkeep,
                clock);
    }

    void run() {
        long now = clock.instant().getEpochSecond();
        if (now / HOUR != hour) {
            hour = now / HOUR;
            forecasts.takeModels();
            forecasts.forecastDue();
        }
        detect.judgeDue();
        if (now / TEN_MINUTES != tens) {
            tens = now / TEN_MINUTES;
            nights.measureDue();
        }
        if (now / DAY != day) {
            day = now / DAY;
            criteria.refreshDue();
            upkeep.run(now);
        }
    }

    @Override
    public void close() {
        forecasts.close();
    }
}
