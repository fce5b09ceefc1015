package io.nightflow;

import io.nightflow.camel.steps.Csv;
import io.nightflow.camel.steps.Json;
import io.nightflow.camel.steps.KeepHistory;
import io.nightflow.camel.steps.RaiseAlerts;
import io.nightflow.camel.steps.StageResults;
import io.nightflow.camel.time.BootTime;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.NightStore;
import io.nightflow.store.ResultStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Gives the routes the steps from judged minutes to staged rows, by the names that route files use. */
final class Steps {
    private Steps() {}

    static Map<String, Object> of(
            Settings settings, Database database, MeteringPoints points, StagingLanes staging, GatewayClock clock)
            throws SettingsException {
        ResultStore judged = new ResultStore(database);
        AlertStore raised = new AlertStore(database);
        Map<String, Object> steps = new TreeMap<>();
        steps.put("nightflow", database.readOnly());
        steps.put("detect-outliers", Detection.judge(settings, judged, points, clock));
        steps.put("stage-results", new StageResults(judged, staging.results()));
        steps.put("raise-alerts", new RaiseAlerts(raised, judged.identity(), staging.alerts()));
        steps.put("json", new Json());
        steps.put("measure-night-flow", Detection.measure(settings, new NightStore(database), points, clock));
        steps.put("csv", new Csv());
        return steps;
    }

    static KeepHistory keepHistory(Settings settings, Database database, GatewayClock clock, BootTime bootTime) {
        return new KeepHistory(
                database,
                new KeepHistory.Bounds(
                        Duration.ofDays(settings.count(Key.HISTORY_DAYS)),
                        settings.bytes(Key.HISTORY_SIZE_MAX),
                        settings.bytes(Key.HISTORY_FREE_MIN)),
                clock,
                bootTime);
    }
}
