package io.nightflow;

import io.nightflow.reading.Minute;
import io.nightflow.simulator.VirtualDevice;
import io.nightflow.staging.Backlog;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Tells what happens in the demo, a line an event of note, by looking where an operator would: tables and folders. */
final class DemoAccount {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final Gateway gateway;
    private final VirtualDevice device;
    private final Settings settings;
    private final Terminal terminal;
    private final Minute start;
    private final ZoneId zone;
    private long alertTold;
    private Minute nightsTold;
    private Minute hourTold;
    private long historyReadings;
    private long linesSent;
    private long acknowledgedTold;
    private boolean firstReadingTold;

    DemoAccount(Gateway gateway, VirtualDevice device, Settings settings, Terminal terminal, Minute start) {
        this.gateway = gateway;
        this.device = device;
        this.settings = settings;
        this.terminal = terminal;
        this.start = start;
        this.zone = settings.zone();
        nightsTold = start.plus(-1);
        hourTold = start.plus(-60);
        historyReadings = gateway.readings().count();
    }

    /** The meter sent some whole lines. */
    void sent(int lines) {
        linesSent += lines;
    }

    /** Says what is new. */
    void tell(Instant now) {
        firstReading();
        delivery(now);
        alerts();
        nights();
        hour();
    }

    private void firstReading() {
        if (firstReadingTold) {
            return;
        }
        for (List<String> row : query(
                "SELECT s.name, r.minute, r.flow, r.pressure FROM reading r JOIN sensor s ON s.id = r.sensor"
                        + " WHERE r.minute >= ? ORDER BY r.minute LIMIT 1",
                start)) {
            firstReadingTold = true;
            say(
                    minute(row.get(1)),
                    "first reading is in the database: " + row.get(0) + " " + row.get(2) + " m3/h, " + row.get(3)
                            + " bar");
        }
    }

    private void delivery(Instant now) {
        long acknowledged = gateway.delivery().delivered();
        if (acknowledged > 0 && acknowledgedTold == 0) {
            say(
                    Minute.containing(now),
                    "first delivery: the device has acknowledged " + acknowledged
                            + " rows, their files are gone from staging/; now every 10 minutes");
        }
        acknowledgedTold = acknowledged;
    }

    private void alerts() {
        for (List<String> row : query(
                "SELECT number, minute, sensor, event, is_end, reason FROM alert WHERE minute >= ? AND number > "
                        + alertTold + " ORDER BY number",
                start)) {
            alertTold = Long.parseLong(row.get(0));
            String state = row.get(4).equals("1") ? " ends: " : " starts: ";
            say(minute(row.get(1)), "ALERT " + row.get(2) + " " + row.get(3) + state + row.get(5));
        }
    }

    private void nights() {
        List<List<String>> rows = query(
                "SELECT s.name, n.minute, n.mean, n.minutes FROM night_flow n JOIN sensor s ON s.id = n.sensor"
                        + " WHERE n.minute = (SELECT max(minute) FROM night_flow WHERE minute % 3600 = 540)"
                        + " AND n.minute > ? ORDER BY s.name",
                nightsTold);
        if (!rows.isEmpty()) {
            nightsTold = minute(rows.get(0).get(1));
            List<String> means = new ArrayList<>();
            rows.forEach(row ->
                    means.add(String.format("%s %.1f (%s min)", row.get(0), Double.valueOf(row.get(2)), row.get(3))));
            say(nightsTold.plus(-9), "night flow of 10 minutes, m3/h: " + String.join("  ", means));
        }
    }

    private void hour() {
        List<List<String>> rows = query(
                "SELECT s.name, f.hour, f.flow, f.flow_model FROM forecast f JOIN sensor s ON s.id = f.sensor WHERE"
                        + " f.day_ahead = 0 AND f.flow IS NOT NULL AND f.hour = f.made_at"
                        + " AND f.hour = (SELECT max(made_at) FROM forecast) AND f.hour > ? ORDER BY s.name",
                hourTold);
        if (!rows.isEmpty()) {
            hourTold = minute(rows.get(0).get(1));
            List<String> flows = new ArrayList<>();
            rows.forEach(row ->
                    flows.add(String.format("%s %.1f (%s)", row.get(0), Double.valueOf(row.get(2)), row.get(3))));
            say(
                    hourTold,
                    String.format(
                            "%,d readings stored, %,d rows acknowledged; forecast of the hour, m3/h: %s",
                            gateway.readings().count() - historyReadings, acknowledgedTold, String.join("  ", flows)));
        }
    }

    /** What it came to, where it lies, and what to try next. */
    void summary(boolean interrupted) throws IOException {
        Backlog backlog = gateway.staging().backlog();
        Path directory = settings.directory();
        long readings = gateway.readings().count() - historyReadings;
        terminal.line("");
        terminal.line(interrupted ? "Ended by Ctrl-C." : "The night is over.");
        terminal.line(String.format(
                "  %,d whole lines sent by the meter, %,d readings in nightflow.db, %,d lines dropped",
                linesSent,
                readings,
                gateway.rejections().stream().mapToLong(r -> r.total()).sum()));
        terminal.line(String.format(
                "  %,d rows acknowledged by the device, %,d in its memory, %,d still staged",
                gateway.delivery().delivered(), device.stored(), backlog.rows()));
        terminal.line(String.format(
                "  %,d outliers, %,d alerts (to the device as well), %,d night-flow means, %,d forecasts",
                count("outlier", "minute"),
                count("alert", "minute"),
                count("night_flow", "minute"),
                count("forecast", "hour")));
        terminal.line("Look at it:");
        terminal.line("  " + directory.resolve("nightflow.db")
                + "   sqlite3, views REAL_VAL_TB, PRED_VAL_TB, NIGHT_FLOW_VAL_TB");
        terminal.line("  " + directory.resolve("device.csv") + "     what the device keeps, a line a row");
        terminal.line("  " + directory.resolve("staging") + "        what waits for the device");
        terminal.line("  " + directory.resolve("nightflow.log") + "  the gateway's log");
        terminal.line(
                "Next: connect a meter, set meter.port and device.port in config/nightflow.properties, and start");
        terminal.line("  ./nightflow run");
    }

    private long count(String table, String time) {
        return Long.parseLong(query("SELECT count(*) FROM " + table + " WHERE " + time + " >= ?", start)
                .get(0)
                .get(0));
    }

    private void say(Minute minute, String text) {
        terminal.line(CLOCK.format(minute.start().atZone(zone)) + "  " + text);
    }

    private static Minute minute(String epochSecond) {
        return new Minute(Long.parseLong(epochSecond));
    }

    private List<List<String>> query(String sql, Minute after) {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = gateway.database().readOnly().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, after.epochSecond());
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    fields.add(String.valueOf(row.getString(i)));
                }
                rows.add(fields);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("reading the demo's database: " + e.getMessage(), e);
        }
        return rows;
    }
}
