package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes numbered rows of gateways: rows, the sums of zones made of them, and how far the lane is, in one transaction. What is
 * repeated changes nothing; what does not follow is not taken.
 */
public final class FleetIntake {
    /**
     * Rows of a lane as they came.
     *
     * @param epoch the numbering.
     * @param base the oldest number that the gateway still has.
     * @param from the first number that comes.
     * @param to the last one; {@code from - 1} where it only asks.
     * @param now epoch seconds.
     * @param ownNames what the gateway calls its sensors.
     * @param rows the number of each row that carries something, ascending.
     */
    public record Offer(
            String gateway,
            String lane,
            long epoch,
            long base,
            long from,
            long to,
            long now,
            List<Numbered> rows,
            Map<SensorId, String> ownNames) {}

    /** A row with its number. */
    public record Numbered(long number, FleetRow row) {}

    /**
     * How far the lane is now.
     *
     * @param goBack what came does not follow the last number.
     * @param lost rows are missing here that the gateway has given away, or numbered anew: it should stage them again.
     * @param taken how many rows were stored.
     */
    public record Taken(long epoch, long last, boolean goBack, boolean lost, int taken) {}

    private record Position(long epoch, long last) {}

    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;
    private static final long ASKED_DAYS = 7;
    private static final long ASKED_DAYS_MAX = 30;

    private final Transactions database;
    private final ReadingStore readings;

    /** Into the tables of a site. */
    public FleetIntake(Transactions database, ReadingStore readings) {
        this.database = database;
        this.readings = readings;
    }

    /**
     * Takes what follows what is there.
     *
     * @throws StoreException nothing was taken.
     */
    public Taken take(Offer offer) {
        expect(offer.rows().stream().map(Numbered::row));
        return Transactions.joined(readings.write((connection, ids) -> take(connection, offer, ids)));
    }

    /**
     * Up to which number a lane is stored; empty where nothing of this numbering is.
     *
     * @throws StoreException it cannot be read.
     */
    public Optional<Long> last(String gateway, String lane, long epoch) {
        return database.read("reading a position", connection -> position(connection, gateway, lane, ""))
                .filter(position -> position.epoch() == epoch)
                .map(Position::last);
    }

    private static Optional<Minute> minute(FleetRow row) {
        if (row instanceof FleetRow.Judged judged) {
            return Optional.of(judged.judged().reading().minute());
        }
        return row instanceof FleetRow.Unjudged live
                ? Optional.of(live.reading().minute())
                : Optional.empty();
    }

    private Taken take(Connection connection, Offer offer, SensorTable.Ids ids) throws SQLException {
        Optional<Position> known = position(connection, offer.gateway(), offer.lane(), database.forUpdate());
        Position position = known.orElse(new Position(offer.epoch(), offer.base() - 1));
        boolean lost = known.isEmpty() && offer.base() > 1;
        if (offer.epoch() > position.epoch()) {
            position = new Position(offer.epoch(), offer.base() - 1);
            lost = true;
        } else if (offer.epoch() == position.epoch() && position.last() < offer.base() - 1) {
            position = new Position(offer.epoch(), offer.base() - 1);
            lost = true;
        }
        boolean follows = offer.epoch() == position.epoch() && offer.from() <= position.last() + 1;
        if (lost) { // before anything is stored: what is newest here tells from where on it is missing
            askAgain(connection, offer, position);
        }
        long before = position.last();
        List<FleetRow> fresh = follows
                ? offer.rows().stream()
                        .filter(row -> row.number() > before)
                        .map(Numbered::row)
                        .toList()
                : List.of();
        if (!fresh.isEmpty()) {
            store(connection, fresh, ids);
            saveNames(connection, offer.gateway(), offer.ownNames(), ids);
            saveNewest(connection, offer, fresh);
        }
        Position now = new Position(position.epoch(), follows ? Math.max(before, offer.to()) : before);
        if (known.isEmpty() || !known.get().equals(now)) {
            save(connection, offer, now);
        }
        return new Taken(now.epoch(), now.last(), !follows && offer.to() >= offer.from(), lost, fresh.size());
    }

    private void store(Connection connection, List<? extends FleetRow> rows, SensorTable.Ids ids) throws SQLException {
        List<JudgedReading> judged = new ArrayList<>();
        List<Reading> live = new ArrayList<>();
        List<Alert> alerts = new ArrayList<>();
        for (FleetRow row : rows) {
            if (row instanceof FleetRow.Judged each) {
                judged.add(each.judged());
            } else if (row instanceof FleetRow.Unjudged each) {
                live.add(each.reading());
            } else if (row instanceof FleetRow.Raised each) {
                alerts.add(each.alert());
            } else if (row instanceof FleetRow.Week each) {
                BoundSql.update(
                        connection,
                        "INSERT OR REPLACE INTO week_forecast (sensor, quantity, hour, means) VALUES (?1, ?2, ?3, ?4)",
                        each.sensor().text(),
                        each.quantity(),
                        each.hour().epochSecond(),
                        each.means());
            } else if (row instanceof FleetRow.Coarse each) {
                coarse(connection, each);
            }
        }
        readings.appendJudged(connection, judged, ids);
        readings.append(connection, live, ReadingStore.Kind.LIVE, ids);
        AlertTable.add(connection, alerts);
    }

    /** The gateway has given away what is not here, or numbers anew: its database has it still. */
    private static void askAgain(Connection connection, Offer offer, Position position) throws SQLException {
        long newest = BoundSql.number(
                connection,
                "SELECT coalesce(max(minute), 0) FROM gateway_minute WHERE gateway = ?1 AND minute > ?2 AND minute <= ?3",
                offer.gateway(),
                offer.now() - ASKED_DAYS_MAX * DAY,
                offer.now());
        long from = newest == 0 ? offer.now() - ASKED_DAYS * DAY : newest - HOUR;
        int unused = FleetDesk.ask(
                connection,
                new FleetDesk.Asked(
                        "restage-" + offer.lane() + "-" + position.epoch() + "-" + offer.base(),
                        offer.gateway(),
                        "restage," + from + "," + (offer.now() + HOUR),
                        offer.now() + ASKED_DAYS * DAY));
    }

    private static void saveNewest(Connection connection, Offer offer, List<FleetRow> rows) throws SQLException {
        long newest = rows.stream()
                .map(FleetIntake::minute)
                .flatMap(Optional::stream)
                .mapToLong(Minute::epochSecond)
                .filter(minute -> minute <= offer.now())
                .max()
                .orElse(0);
        if (newest > 0
                && BoundSql.update(
                                connection,
                                "UPDATE gateway_minute SET minute = ?2 WHERE gateway = ?1 AND minute < ?2",
                                offer.gateway(),
                                newest)
                        == 0) {
            BoundSql.update(
                    connection,
                    "INSERT OR IGNORE INTO gateway_minute (gateway, minute) VALUES (?1, ?2)",
                    offer.gateway(),
                    newest);
        }
    }

    /**
     * Takes the newest minute of a gateway that is behind: it comes again, numbered, and changes nothing then.
     *
     * @return how many rows were stored.
     * @throws StoreException nothing was taken.
     */
    public int takeLive(String gateway, List<? extends FleetRow> rows, Map<SensorId, String> ownNames) {
        expect(rows.stream());
        return Transactions.joined(readings.write((connection, ids) -> {
            store(connection, rows, ids);
            saveNames(connection, gateway, ownNames, ids);
            return rows.size();
        }));
    }

    private void expect(Stream<? extends FleetRow> rows) {
        database.expect(rows.map(FleetIntake::minute)
                .flatMap(Optional::stream)
                .map(Minute::epochSecond)
                .distinct()
                .toList());
    }

    private static void saveNames(
            Connection connection, String gateway, Map<SensorId, String> ownNames, SensorTable.Ids ids)
            throws SQLException {
        for (SensorId sensor : ids.fresh()) {
            String own = ownNames.get(sensor);
            if (own != null) { // a zone has none
                BoundSql.update(
                        connection,
                        "INSERT OR IGNORE INTO gateway_sensor (sensor, gateway, own_name) VALUES (?1, ?2, ?3)",
                        sensor.text(),
                        gateway,
                        own);
            }
        }
    }

    private static void coarse(Connection connection, FleetRow.Coarse row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT OR REPLACE INTO coarse_reading"
                + " (minute, sensor, span, measured, flow_sum, pressure) VALUES (?, ?, ?, ?, ?, ?)")) {
            statement.setLong(1, row.minute().epochSecond());
            statement.setString(2, row.sensor().text());
            statement.setInt(3, row.span());
            statement.setInt(4, row.measured());
            RealColumn.set(statement, 5, row.flowSum());
            RealColumn.set(statement, 6, row.pressure());
            statement.executeUpdate();
        }
    }

    private static Optional<Position> position(Connection connection, String gateway, String lane, String lock)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT epoch, last FROM lane_position WHERE gateway = ? AND lane = ?" + lock)) {
            statement.setString(1, gateway);
            statement.setString(2, lane);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Position(row.getLong(1), row.getLong(2))) : Optional.empty();
            }
        }
    }

    private static void save(Connection connection, Offer offer, Position position) throws SQLException {
        BoundSql.update(
                connection,
                "INSERT OR REPLACE INTO lane_position (gateway, lane, epoch, last) VALUES (?1, ?2, ?3, ?4)",
                offer.gateway(),
                offer.lane(),
                position.epoch(),
                position.last());
    }
}
