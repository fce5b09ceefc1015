package io.nightflow.camel.quartz;

import io.nightflow.store.StoreException;
import io.nightflow.store.StoreUnavailableException;
import java.util.Set;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * The jobs of the gateway: routes like any other for JMX and Hawtio, whose only choice is a setting, when they run. Each asks
 * the database what is due, so what was missed is caught up. What must not be done in another order is one route.
 */
public final class JobRoutes extends RouteBuilder {
    /** Their ids; before this version each was a file of its own. */
    public static final Set<String> IDS = Set.of(
            "detect-outliers",
            "forecast-demand",
            "keep-history",
            "measure-night-flow",
            "refresh-criteria",
            "retrain-models",
            "take-models");

    private static final int COMMIT_TRIES = 60;
    private static final long COMMIT_PAUSE_MILLIS = 1_000;

    @Override
    public void configure() {
        failures();
        job(
                        "detect-outliers",
                        "detect",
                        "detect.cron",
                        "Judges each minute that has ended, raises alerts, stages the rows")
                .to(step("keep-time", "keepTime")) // readings that came while the clock was wrong
                .to(step("forecast-demand", "forecastFirst")) // the row of a full hour carries its forecast
                .to(step("detect-outliers", "judgeDue"))
                .to(step("raise-alerts", "stageRaised")) // before the rows: the device gets them at once
                .to(step("stage-results", "stageJudged"))
                .to(step("stage-uplink", "stage")); // last: what leaves the house holds up nothing that stays
        job("measure-night-flow", "night", "night.cron", "Measures each ten minutes of the night, judges the night")
                .to(step("measure-night-flow", "measureDue"));
        job("forecast-demand", "forecast", "forecast.cron", "Forecasts the hour that begins")
                .to(step("forecast-demand", "forecastDue"));
        job("refresh-criteria", "detect", "criteria.cron", "Builds what detection compares with, where it is due")
                .to(step("refresh-criteria", "refreshDue"));
        job("take-models", "forecast", "forecast.models-cron", "Takes new forecast models into use")
                .to(step("forecast-demand", "takeModels"));
        job(
                        "retrain-models",
                        "forecast",
                        "forecast.retrain-cron",
                        "Trains forecast models on the gateway's own history")
                .to(step("retrain-models", "begin"));
        job("keep-history", "store", "history.cron", "Keeps the database within its bounds")
                .to(step("keep-history", "prune"));
    }

    /** A failing disk is tried again for a minute, and the database says so itself; any other failure is said in one line. What is due stays due. */
    private void failures() {
        RedeliveryPolicyDefinition again = new RedeliveryPolicyDefinition()
                .maximumRedeliveries(COMMIT_TRIES)
                .redeliveryDelay(COMMIT_PAUSE_MILLIS)
                .allowRedeliveryWhileStopping(false)
                .logStackTrace(false)
                .logExhausted(false)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG);
        OnExceptionDefinition passing = onException(StoreUnavailableException.class);
        passing.setRedeliveryPolicyType(again);
        passing.handled(true).log(LoggingLevel.DEBUG, "${routeId}: ${exception.message}");
        OnExceptionDefinition commit = onException(StoreException.class);
        commit.setRedeliveryPolicyType(again);
        commit.handled(true).log(LoggingLevel.ERROR, "${routeId}: ${exception.message}");
        onException(Exception.class).handled(true).log(LoggingLevel.ERROR, "${routeId}: ${exception.message}");
    }

    private RouteDefinition job(String id, String group, String cron, String description) {
        return from("quartz:" + id + "?cron={{" + cron + "}}&trigger.timeZone=UTC&stateful=true")
                .routeId(id)
                .routeGroup(group)
                .routeDescription(description);
    }

    private static String step(String name, String method) {
        return "bean:" + name + "?method=" + method;
    }
}
