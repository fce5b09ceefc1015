package io.nightflow.demo;

import io.nightflow.gateway.Gateway;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reason;
import io.nightflow.settings.Settings;
import io.nightflow.store.PlainQuery;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells what happens in the demo, a line an event of note, by looking where an operator would: tables and folders. */
public final class DemoAccount {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final Gateway gateway;
    private final PlainQuery query;
    private final Consumer<String> screen;
    private final Minute start;
    private final ZoneId zone;
    private long alertTold;
    private Minute nightsTold;
    private Minute hourTold;
    private long historyReadings;
    private Minute now;
    private long acknowledgedTold;
    private boolean firstReadingTold;

    /** Tells on this screen what happens from a minute on. */
    public DemoAccount(Gateway gateway, Settings settings, Consumer<String> screen, Minute start) {
        this.gateway = gateway;
        query = new PlainQuery(gateway.database());
        this.screen = screen;
        this.start = start;
        this.zone = settings.zone();
        now = start;
        nightsTold = start.plus(-1);
        hourTold = start.plus(-60);
        historyReadings = gateway.readings().count();
    }

    /** Says what is new, each line with the time at which it became known. */
    public void tell() {
        now = Minute.containing(gateway.clock().instant());
        firstReading();
        delivery();
        alerts();
        nights();
        hour();
    }

    private void firstReading() {
        if (firstReadingTold) {
            return;
        }
        for (List<String> row : query.rows(
                "SELECT s.name, r.minute, r.flow, r.pressure FROM reading r JOIN sensor s ON s.id = r.sensor"
                        + " WHERE r.minute >= ? ORDER BY r.minute LIMIT 1",
                start)) {
            firstReadingTold = true;
            say("first reading is in the database: " + row.get(0) + " " + row.get(2) + " m3/h, " + row.get(3) + " bar");
        }
    }

    private void delivery() {
        long acknowledged = gateway.lanes().results().delivered();
        if (acknowledged > 0 && acknowledgedTold == 0) {
            say("first delivery: the device has acknowledged " + acknowledged
                    + " rows, their files are gone from staging/; now every 10 minutes");
        }
        acknowledgedTold = acknowledged;
    }

    private void alerts() {
        for (List<String> row : query.rows(
                "SELECT number, minute, sensor, event, is_end, reason FROM alert WHERE minute >= ? AND number > "
                        + alertTold + " ORDER BY number",
                new Minute(0))) {
            alertTold = Long.parseLong(row.get(0));
            String state = row.get(4).equals("1") ? " ends: " : " starts: ";
            say("ALERT " + row.get(2) + " " + row.get(3) + state
                    + AlertWords.ENGLISH.sentence(Reason.parse(row.get(5))));
        }
    }

    private void nights() {
        List<List<String>> rows = query.rows(
                "SELECT s.name, n.minute, n.mean, n.minutes FROM night_flow n JOIN sensor s ON s.id = n.sensor"
                        + " WHERE n.minute = (SELECT max(minute) FROM night_flow WHERE minute % 3600 = 540)"
                        + " AND n.minute > ? ORDER BY s.name",
                nightsTold);
        if (!rows.isEmpty()) {
            nightsTold = minute(rows.get(0).get(1));
            List<String> means = new ArrayList<>();
            rows.forEach(row ->
                    means.add(String.format("%s %.1f (%s min)", row.get(0), Double.valueOf(row.get(2)), row.get(3))));
            say("night flow of the ten minutes from " + time(nightsTold.plus(-9)) + ", m3/h: "
                    + String.join("  ", means));
        }
    }

    private void hour() {
        List<List<String>> rows = query.rows(
                "SELECT s.name, f.hour, f.flow, f.flow_model FROM forecast f JOIN sensor s ON s.id = f.sensor WHERE"
                        + " f.day_ahead = 0 AND f.flow IS NOT NULL AND f.hour = f.made_at"
                        + " AND f.hour = (SELECT max(made_at) FROM forecast) AND f.hour > ? ORDER BY s.name",
                hourTold);
        if (!rows.isEmpty()) {
            hourTold = minute(rows.get(0).get(1));
            List<String> flows = new ArrayList<>();
            rows.forEach(row ->
                    flows.add(String.format("%s %.1f (%s)", row.get(0), Double.valueOf(row.get(2)), row.get(3))));
            say(String.format(
                    "%,d readings stored, %,d rows acknowledged; forecast of the hour, m3/h: %s",
                    gateway.readings().count() - historyReadings, acknowledgedTold, String.join("  ", flows)));
        }
    }

    private void say(String text) {
        screen.accept(time(now) + "  " + text);
    }

    private String time(Minute minute) {
        return CLOCK.format(minute.start().atZone(zone));
    }

    private static Minute minute(String epochSecond) {
        return new Minute(Long.parseLong(epochSecond));
    }
}
