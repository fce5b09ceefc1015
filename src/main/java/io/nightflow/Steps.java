package io.nightflow;

import io.nightflow.camel.steps.OfferAlerts;
import io.nightflow.camel.steps.RaiseAlerts;
import io.nightflow.camel.steps.StageResults;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.NightStore;
import io.nightflow.store.ResultStore;
import org.apache.camel.main.Main;

/** Gives the routes the steps from judged minutes to staged rows, by the names that route files use. */
final class Steps {
    private Steps() {}

    static void bind(
            Main camel,
            Settings settings,
            Database database,
            MeteringPoints points,
            StagingLanes staging,
            GatewayClock clock) {
        ResultStore judged = new ResultStore(database);
        AlertStore raised = new AlertStore(database);
        camel.bind("detect-outliers", Detection.judge(settings, judged, points, clock));
        camel.bind("stage-results", new StageResults(judged, staging.results()));
        camel.bind("raise-alerts", new RaiseAlerts(raised, judged.identity(), staging.alerts()));
        camel.bind("offer-alerts", new OfferAlerts(raised, settings.zone()));
        camel.bind("measure-night-flow", Detection.measure(settings, new NightStore(database), points, clock));
    }
}
