package io.nightflow.gateway;

import io.nightflow.forecast.ForecastReport;
import io.nightflow.operate.OperatorView;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.Quantity;
import io.nightflow.settings.Settings;
import io.nightflow.staging.Backlog;
import io.nightflow.store.CriteriaStore;
import io.nightflow.uplink.Uplink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What this gateway tells the fleet of itself, each minute: its version, models, lanes, and what is not well. */
record UplinkFacts(
        Settings settings,
        OperatorView operators,
        Uplink uplink,
        int sensors,
        ForecastReport forecasts,
        InstantSource clock) {
    private static final int TROUBLES_MAX = 20;

    static Map<String, String> of(Parts parts, OperatorView operators, Uplink uplink) {
        return new UplinkFacts(
                        parts.settings(),
                        operators,
                        uplink,
                        new CriteriaStore(parts.database()).sensors().size(),
                        parts.forecasts().report(),
                        parts.clock())
                .tell();
    }

    private Map<String, String> tell() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("at", Long.toString(clock.instant().getEpochSecond()));
        facts.put("version", version());
        facts.put("zone", settings.zone().getId());
        facts.put("sensors", Integer.toString(sensors));
        facts.put("models", String.join(" ", forecasts.models()));
        double error = forecasts.served(Quantity.FLOW).errorPercent();
        if (!Double.isNaN(error)) {
            facts.put("forecast.error", Decimal.text(Math.rint(error * 10) / 10));
        }
        try {
            lane(facts, "results", uplink.results().backlog());
            lane(facts, "alerts", uplink.alerts().backlog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> troubles = operators.status().troubles();
        facts.put("well", troubles.isEmpty() ? "1" : "0");
        for (int i = 0; i < Math.min(TROUBLES_MAX, troubles.size()); i++) {
            facts.put("trouble." + (i + 1), troubles.get(i));
        }
        return facts;
    }

    /** The version of this program. */
    static String version() {
        String version = UplinkFacts.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    private static void lane(Map<String, String> facts, String name, Backlog backlog) {
        facts.put(name, backlog.epoch() + " " + backlog.first() + " " + backlog.next());
    }
}
