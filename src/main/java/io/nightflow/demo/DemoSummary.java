package io.nightflow.demo;

import io.nightflow.gateway.Gateway;
import io.nightflow.link.Lane;
import io.nightflow.reading.Minute;
import io.nightflow.settings.Settings;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.store.PlainQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** What the demo came to: each sum with what it counts, so that meter, database, staging and device can be compared. */
public final class DemoSummary {
    private final Gateway gateway;
    private final Settings settings;
    private final Consumer<String> screen;
    private final Minute start;
    private final DemoPace pace;
    private final LongSupplier answered;
    private final PlainQuery query;

    /**
     * Of a night that began with a minute.
     *
     * @param answered what meters have answered that were asked; 0 where none is.
     */
    public DemoSummary(
            Gateway gateway,
            Settings settings,
            Consumer<String> screen,
            Minute start,
            DemoPace pace,
            LongSupplier answered) {
        this.gateway = gateway;
        this.settings = settings;
        this.screen = screen;
        this.start = start;
        this.pace = pace;
        this.answered = answered;
        query = new PlainQuery(gateway.database());
    }

    /** Prints it; {@code interrupted} where the night did not end. */
    public void print(boolean interrupted) throws IOException {
        screen.accept("");
        screen.accept(interrupted ? "Ended by Ctrl-C." : "The night is over.");
        long dropped =
                gateway.rejections().stream().mapToLong(each -> each.total()).sum();
        if (answered.getAsLong() > 0) {
            screen.accept(String.format(
                    "  readings: %,d answers of the meters on the bus, %,d minutes in nightflow.db",
                    answered.getAsLong(), pace.stored()));
        } else {
            sent(dropped);
        }
        lane(Lane.RESULTS, gateway.lanes().staging().results());
        rest();
    }

    private void sent(long dropped) {
        screen.accept(String.format(
                "  readings: %,d sent whole by the meter, %,d in nightflow.db; %,d lines damaged on the way and dropped",
                pace.sent(), pace.stored(), dropped));
    }

    private void rest() throws IOException {
        lane(Lane.ALERTS, gateway.lanes().staging().alerts());
        screen.accept(String.format(
                "  detection: %,d minutes with an outlier, %,d events begun, %,d ended; %,d means of night flow, %,d forecasts",
                query.count("outlier", "minute >= ?", start),
                query.count("alert", "minute >= ? AND is_end = 0", new Minute(0)),
                query.count("alert", "minute >= ? AND is_end = 1", new Minute(0)),
                query.count("night_flow", "minute >= ?", start),
                query.count("forecast", "hour >= ?", start)));
        if (pace.waitedSeconds() > 0) {
            screen.accept(String.format(
                    "  pace: the night's clock stood still for %d s, where this machine was slower than --speed",
                    pace.waitedSeconds()));
        }
        forecasts();
        places();
    }

    private void lane(Lane lane, StagingDirectory directory) throws IOException {
        long given = directory.backlog().next() - 1;
        long waiting = directory.backlog().rows();
        long kept;
        try (Stream<String> rows = Files.lines(settings.directory().resolve("device.csv"))) {
            kept = rows.filter(row -> lane.rowTypes().indexOf(row.charAt(0)) >= 0)
                    .count();
        }
        screen.accept(String.format(
                "  %s: %,d rows staged, %,d acknowledged by the device, %,d in device.csv (%s), %,d still staged in staging/%s",
                lane.word(),
                given,
                given - waiting,
                kept,
                String.join(", ", lane.rowTypes().split("")),
                waiting,
                lane.word()));
    }

    /** The better way of two serves; here that is often the mean, for these sensors live by a weekly plan. */
    private void forecasts() {
        List<List<String>> errors = query.rows(
                "SELECT s.name, c.forecast, sum(c.error) / sum(c.hours), max(f.flow_model) FROM forecast_score c"
                        + " JOIN sensor s ON s.id = c.sensor JOIN forecast f ON f.sensor = c.sensor AND f.day_ahead = 0"
                        + " AND f.made_at = (SELECT max(made_at) FROM forecast)"
                        + " WHERE c.quantity = 'flow' AND f.hour = f.made_at AND c.day * 86400 < ?"
                        + " GROUP BY s.name, c.forecast ORDER BY s.name, 3",
                gateway.clock().instant().getEpochSecond() == 0 ? start : start.plus(24 * 60));
        String sensor = "";
        StringBuilder words = new StringBuilder();
        for (List<String> row : errors) {
            if (!row.get(0).equals(sensor)) {
                tell(words);
                sensor = row.get(0);
                words.append("  forecast of ")
                        .append(sensor)
                        .append(" is served by ")
                        .append(row.get(3))
                        .append(", the way with the least error in 28 days, m3/h:");
            }
            words.append(String.format(Locale.ROOT, " %s %.2f,", row.get(1), Double.parseDouble(row.get(2))));
        }
        tell(words);
    }

    private void tell(StringBuilder words) {
        if (!words.isEmpty()) {
            screen.accept(words.substring(0, words.length() - 1));
            words.setLength(0);
        }
    }

    private void places() {
        Path directory = settings.directory();
        screen.accept("Look at it:");
        screen.accept(String.format(
                "  %s   sqlite3, views REAL_VAL_TB, PRED_VAL_TB, NIGHT_FLOW_VAL_TB",
                directory.resolve("nightflow.db")));
        screen.accept(String.format("  %s     what the device keeps, a line a row", directory.resolve("device.csv")));
        screen.accept(String.format("  %s        what waits for the device", directory.resolve("staging")));
        screen.accept(String.format("  %s  the gateway's log", directory.resolve("nightflow.log")));
        screen.accept(
                "Next: connect a meter, set meter.port and device.port in config/nightflow.properties, and start");
        screen.accept("  ./nightflow run");
    }
}
