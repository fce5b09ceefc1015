package io.nightflow.gateway;

import io.nightflow.camel.collect.CollectSteps;
import io.nightflow.camel.collect.DropFolder;
import io.nightflow.camel.routes.Csv;
import io.nightflow.camel.routes.Json;
import io.nightflow.camel.routes.Shapes;
import io.nightflow.collect.ReleaseHeldReadings;
import io.nightflow.deliver.AlertsToStaging;
import io.nightflow.deliver.ResultRow;
import io.nightflow.deliver.ResultsToStaging;
import io.nightflow.detect.RefreshCriteria;
import io.nightflow.forecast.RetrainModels;
import io.nightflow.page.ReportMail;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.site.DetectionWiring;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Audience;
import io.nightflow.store.ClockStore;
import io.nightflow.store.Database;
import io.nightflow.store.NightStore;
import io.nightflow.store.ResultStore;
import java.util.Map;
import java.util.TreeMap;

/** What routes can call, by the names that route files use. */
final class RouteBeans {
    private RouteBeans() {}

    static Map<String, Object> of(
            Parts parts, MeteringPoints points, RefreshCriteria criteria, RetrainModels retrain, DropFolder dropFolder)
            throws SettingsException {
        Settings settings = parts.settings();
        Database database = parts.database();
        ResultStore judged = new ResultStore(database);
        AlertStore raised = new AlertStore(database);
        AlertWords words = new AlertWords(settings.get(Key.SITE_LANGUAGE), points);
        Map<String, Object> beans = new TreeMap<>();
        beans.put("nightflow", database.readOnly());
        beans.put("collect-readings", new CollectSteps(parts.collect()));
        beans.put("drop-folder", dropFolder);
        beans.put(
                "keep-time",
                new ReleaseHeldReadings(
                        parts.untimed(), parts.readings(), raised, new ClockStore(database), parts.clock()));
        beans.put(
                "detect-outliers",
                DetectionWiring.judge(settings, judged, points, SiteWiring.rows(settings, points), parts.clock()));
        beans.put(
                "stage-results",
                new ResultsToStaging(
                        judged,
                        Audience.DEVICE,
                        parts.staging().results(),
                        rows -> ResultRow.forDevice(rows, sensor -> DeliveryWiring.isSent(settings, points, sensor))));
        beans.put(
                "raise-alerts",
                new AlertsToStaging(
                        raised,
                        judged.identity(),
                        parts.staging().alerts(),
                        sensor -> DeliveryWiring.isSent(settings, points, sensor),
                        words));
        beans.put("stage-uplink", new StageUplink(parts.uplink()));
        beans.put(
                "measure-night-flow",
                DetectionWiring.measure(settings, new NightStore(database), points, parts.clock()));
        beans.put("refresh-criteria", criteria);
        beans.put("forecast-demand", parts.forecasts());
        beans.put("retrain-models", retrain);
        beans.put("keep-history", parts.history());
        beans.put("reports", new ReportMail(database, settings, points, parts.clock()));
        beans.put("csv", new Csv(words));
        beans.put("json", new Json());
        beans.put("shapes", new Shapes());
        beans.put("home-assistant-known", Shapes.known());
        return beans;
    }
}
