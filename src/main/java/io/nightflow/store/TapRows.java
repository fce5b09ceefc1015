package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import io.nightflow.tap.TapKind;
import io.nightflow.tap.Tapped;
import io.nightflow.tap.TappedAlert;
import io.nightflow.tap.TappedForecast;
import io.nightflow.tap.TappedNight;
import io.nightflow.tap.TappedReading;
import io.nightflow.tap.TappedResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands in {@code published}, with what it names as that is now. */
final class TapRows {
    private static final double PLACES = 10_000;
    private static final Quality[] QUALITIES = Quality.values();
    private static final String LOG = "(SELECT name FROM published_log)";
    private static final String FROM = " FROM published p ";
    private static final String NEXT = " WHERE p.kind = ? AND p.number > ? ORDER BY p.number LIMIT ?";
    private static final String FOR_OTHERS =
            "p.tap IS NOT NULL AND p.tap <> ?"; // what was there before a tap of another
    private static final String TOLD_LATER =
            "EXISTS (SELECT 1 FROM published q WHERE q.kind = p.kind AND q.at = p.at AND"
                    + " q.number > p.number AND q.tap IS p.tap)"; // announced work held it back, and it was let go
    // since
    private static final String SENSOR = " LEFT JOIN sensor s ON s.id = p.sensor ";
    private static final String READING = " LEFT JOIN reading r ON r.minute = p.at AND r.sensor = p.sensor ";

    private final String gateway;
    private final ZoneId zone;
    private final AlertWords words;

    /** Of a gateway; times are written with the offset of a zone, alerts told in these words. */
    TapRows(String gateway, ZoneId zone, AlertWords words) {
        this.gateway = gateway;
        this.zone = zone;
        this.words = words;
    }

    private interface Row {
        @Nullable
        Tapped of(ResultSet row, String log, long number) throws SQLException;
    }

    /** The next after a number, at most so many. */
    TapStore.Batch next(Connection connection, String name, TapKind kind, long after, int max) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + LOG + ", p.number, " + FOR_OTHERS + ", " + columns(kind) + NEXT)) {
            statement.setString(1, name);
            statement.setInt(2, kind.code());
            statement.setLong(3, after);
            statement.setInt(4, max);
            try (ResultSet row = statement.executeQuery()) {
                return read(row, after, reader(connection, kind));
            }
        }
    }

    private static TapStore.Batch read(ResultSet row, long after, Row reader) throws SQLException {
        List<Tapped> found = new ArrayList<>();
        long last = after;
        long gone = 0;
        while (row.next()) {
            last = row.getLong(2);
            if (row.getBoolean(3)) {
                continue;
            }
            boolean isGone = row.getObject(4) == null;
            Tapped one = isGone ? null : reader.of(row, row.getString(1), last);
            gone += isGone ? 1 : 0;
            if (one != null) {
                found.add(one);
            }
        }
        return new TapStore.Batch(found, last, gone);
    }

    /** The first of them is null where what is named is there no more. */
    private static String columns(TapKind kind) {
        return switch (kind) {
            case READINGS -> "r.quality, s.name, p.at, r.flow, r.pressure, p.again" + FROM + SENSOR + READING;
            case RESULTS ->
                "r.quality, s.name, p.at, r.flow, r.pressure, p.again, CASE WHEN r.judged <> 0 THEN r.flow_stages END, r.pressure_stages, o.flow_reason,"
                        + " o.pressure_reason" + FROM + SENSOR + READING
                        + "LEFT JOIN outlier o ON o.minute = p.at AND o.sensor = p.sensor";
            case ALERTS ->
                "a." + AlertStore.COLUMNS.replace(", ", ", a.") + ", a.planned, " + TOLD_LATER + FROM
                        + "LEFT JOIN alert a ON a.number = p.at";
            case NIGHTS ->
                "n.night, s.name, p.again, " + NightRow.COLUMNS + FROM + SENSOR
                        + "LEFT JOIN night n ON n.sensor = p.sensor AND n.night = p.at";
            case FORECASTS ->
                "(SELECT 1 FROM forecast f WHERE f.hour = p.at AND f.sensor = p.sensor AND f.day_ahead = 0), s.name, p.at,"
                        + " p.sensor" + FROM + SENSOR;
        };
    }

    private Row reader(Connection connection, TapKind kind) {
        return switch (kind) {
            case READINGS -> this::reading;
            case RESULTS -> this::result;
            case ALERTS -> this::alert;
            case NIGHTS -> this::night;
            case FORECASTS -> (row, log, number) -> forecast(connection, row, log, number);
        };
    }

    private Tapped reading(ResultSet row, String log, long number) throws SQLException {
        return new TappedReading(
                gateway,
                log,
                number,
                row.getString(5),
                time(row.getLong(6)),
                known(row, 7),
                known(row, 8),
                quality(row.getInt(4)),
                row.getBoolean(9));
    }

    private @Nullable Tapped result(ResultSet row, String log, long number) throws SQLException {
        if (row.getString(10) == null) {
            return null; // its value has changed since: it is judged again, under another number
        }
        String flow = String.format(Locale.ROOT, "%04d", row.getInt(10));
        String pressure = String.format(Locale.ROOT, "%03d", row.getInt(11));
        return new TappedResult(
                gateway,
                log,
                number,
                row.getString(5),
                time(row.getLong(6)),
                known(row, 7),
                known(row, 8),
                quality(row.getInt(4)),
                highest(flow + pressure),
                flow,
                pressure,
                said(row.getString(12)),
                said(row.getString(13)),
                row.getBoolean(9));
    }

    private @Nullable Tapped alert(ResultSet row, String log, long number) throws SQLException {
        Optional<AlertStore.Numbered> found = AlertStore.read(row, 4);
        boolean held =
                row.getObject(4 + AlertStore.COLUMN_COUNT) != null || row.getBoolean(5 + AlertStore.COLUMN_COUNT);
        if (held || found.isEmpty()) {
            return null; // held back: it comes again; or of a newer Nightflow, whose words this one does not know
        }
        Alert alert = found.get().alert();
        String time = time(alert.minute().epochSecond());
        return new TappedAlert(
                gateway,
                log,
                number,
                found.get().number(),
                alert.sensor().text(),
                time,
                alert.event().words(),
                alert.isEnd() ? "end" : "start",
                alert.quantity().word(),
                alert.method().word(),
                alert.stage().ordinal(),
                known(alert.value()),
                known(alert.expected()),
                alert.quantity().unit(),
                alert.minutes(),
                known(alert.volume()),
                words.sentence(alert.reason()),
                words.line(alert, time),
                words.label(alert.sensor()),
                words.title(alert));
    }

    private Tapped night(ResultSet row, String log, long number) throws SQLException {
        SensorId sensor = new SensorId(row.getString(5));
        Night night = NightRow.read(sensor, row, 7);
        NightJudgement judged = night.judgement();
        return new TappedNight(
                gateway,
                log,
                number,
                sensor.text(),
                date(night.day()),
                night.verdict().word(),
                known(night.mean()),
                known(night.measure().minimumHour()),
                known(night.usual()),
                known(judged.night().spread()),
                known(judged.score()),
                known(judged.volume()),
                judged.since() < 0 ? null : date(judged.since()),
                judged.raised() < 0 ? null : date(judged.raised()),
                known(night.loss().leakage()),
                row.getBoolean(6));
    }

    private Tapped forecast(Connection connection, ResultSet published, String log, long number) throws SQLException {
        long first = published.getLong(6);
        List<TappedForecast.Hour> hours = new ArrayList<>();
        String flowModel = "";
        String pressureModel = "";
        try (PreparedStatement statement = connection.prepareStatement("SELECT hour, flow, flow_low, flow_high,"
                + " pressure, pressure_low, pressure_high, flow_model, pressure_model FROM forecast WHERE sensor = ?"
                + " AND day_ahead = 0 AND hour >= ? ORDER BY hour LIMIT 168")) {
            statement.setInt(1, published.getInt(7));
            statement.setLong(2, first);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                flowModel = row.getString(8);
                pressureModel = row.getString(9);
                hours.add(new TappedForecast.Hour(
                        time(row.getLong(1)),
                        known(row, 2),
                        known(row, 3),
                        known(row, 4),
                        known(row, 5),
                        known(row, 6),
                        known(row, 7)));
            }
        }
        return new TappedForecast(
                gateway, log, number, published.getString(5), time(first), flowModel, pressureModel, hours);
    }

    private String time(long epochSecond) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochSecond(epochSecond).atZone(zone));
    }

    private static String date(long day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    private static String quality(int code) {
        return QUALITIES[Math.min(code, QUALITIES.length - 1)].name().toLowerCase(Locale.ROOT);
    }

    private static int highest(String stages) {
        return stages.chars()
                .map(digit -> digit - '0')
                .filter(stage -> stage <= 4)
                .max()
                .orElse(0);
    }

    private @Nullable String said(@Nullable String reason) {
        return reason == null || reason.isEmpty() ? null : words.sentence(Reason.parse(reason));
    }

    private static @Nullable Double known(ResultSet row, int column) throws SQLException {
        return known(RealColumn.get(row, column));
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : Math.rint(value * PLACES) / PLACES;
    }
}
