package io.nightflow.store;

import io.nightflow.reading.MeterPosition;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reading;
import io.nightflow.reading.RegisterReading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Zone;
import io.nightflow.store.ReadingRows.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The readings: one a sensor and minute, the newest wins. */
public final class ReadingStore {

    /**
     * What became of some readings.
     *
     * @param stored how many are on the disk.
     * @param overwritten how many of them replaced one of the same sensor and minute.
     * @param refused sensors that are not listed and for which there was no room.
     * @param fresh sensors that were heard for the first time.
     */
    public record Appended(int stored, int overwritten, Set<SensorId> refused, Set<SensorId> fresh) {}

    /**
     * What came over a line.
     *
     * @param readings to be stored.
     * @param early readings whose minute our clock has not reached: they wait for it.
     * @param positions how far the numberings of the meters have come with them.
     * @param registers how registers stood.
     */
    public record Arrivals(
            List<Reading> readings,
            List<Reading> early,
            List<MeterPosition> positions,
            List<RegisterReading> registers) {
        /** Whether nothing came. */
        public boolean isEmpty() {
            return readings.isEmpty() && early.isEmpty() && positions.isEmpty() && registers.isEmpty();
        }
    }

    /** Whether readings are news to be judged and delivered, or history to learn from. */
    public enum Kind {
        /** To be judged and delivered. */
        LIVE,
        /** To learn from only. */
        HISTORY
    }

    private final Transactions database;
    private final SensorTable sensors;
    private final ZoneSums zones;

    /** With a bound for the number of unlisted sensors. */
    public ReadingStore(Transactions database, int unlistedMax) {
        this(database, unlistedMax, List.of());
    }

    /** The same, with zones; those that are parts of others come first. */
    public ReadingStore(Transactions database, int unlistedMax, List<Zone> zones) {
        this.database = database;
        this.sensors = new SensorTable(unlistedMax);
        this.zones = new ZoneSums(zones);
    }

    /** Those of some sensors that were heard lately, or lately enough for their rhythm; to be asked now and then. */
    public Set<SensorId> speaking(Collection<SensorId> wanted, Minute now, Duration silentAfter) {
        return database.read("looking for the newest readings", connection -> {
            Set<SensorId> speaking = SilentSensors.withinPatience(connection, now);
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT DISTINCT s.name FROM reading r JOIN sensor s ON s.id = r.sensor WHERE r.minute > ?")) {
                statement.setLong(1, now.epochSecond() - silentAfter.toSeconds());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        speaking.add(new SensorId(row.getString(1)));
                    }
                }
            }
            speaking.retainAll(Set.copyOf(wanted));
            return speaking;
        });
    }

    /** How registers stood. */
    public RegisterStore registers() {
        return new RegisterStore(database);
    }

    /** Marks exactly these sensors as listed. */
    public CompletableFuture<Integer> listSensors(Collection<SensorId> listed) {
        return database.write(connection -> {
            SensorTable.list(connection, listed);
            return listed.size();
        });
    }

    /** Stores readings; done when they are on the disk. */
    public CompletableFuture<Appended> append(List<Reading> readings, Kind kind) {
        return takeIn((connection, ids) -> append(connection, readings, kind, ids));
    }

    /** Stores what came over a line; done when it is on the disk. */
    public CompletableFuture<Appended> append(Arrivals arrivals, Kind kind) {
        return takeIn((connection, ids) -> {
            PositionTable.save(connection, arrivals.positions());
            FutureReadingTable.add(connection, arrivals.early());
            RegisterStore.save(connection, arrivals.registers(), ids);
            return append(connection, arrivals.readings(), kind, ids);
        });
    }

    /**
     * Stores readings that waited for their minute, the oldest first; done when they are on the disk.
     *
     * @param now a minute that our clock has reached.
     */
    public CompletableFuture<Appended> appendEarly(Minute now) {
        return takeIn(
                (connection, ids) -> append(connection, FutureReadingTable.take(connection, now), Kind.LIVE, ids));
    }

    /** Work in a transaction with the ids of its sensors. */
    interface Appending<T> {
        T run(Connection connection, SensorTable.Ids ids) throws SQLException;
    }

    <T> CompletableFuture<T> write(Appending<T> appending) {
        return commit(appending, database::write);
    }

    private <T> CompletableFuture<T> takeIn(Appending<T> appending) {
        return commit(appending, database::takeIn);
    }

    /** The ids that a transaction gave are kept once it is committed. */
    private <T> CompletableFuture<T> commit(
            Appending<T> appending, Function<Transactions.Work<T>, CompletableFuture<T>> into) {
        SensorTable.Ids[] ids = new SensorTable.Ids[1];
        return into.apply(connection -> {
                    ids[0] = sensors.open(connection);
                    return appending.run(connection, ids[0]);
                })
                .whenComplete((appended, failure) -> {
                    if (failure == null) {
                        sensors.keep(ids[0]);
                    }
                });
    }

    /** Notes how far meters' clocks are ahead of ours, in seconds. */
    public CompletableFuture<Integer> saveClocks(Map<SensorId, Long> ahead) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "UPDATE sensor SET clock_ahead = ?1 WHERE name = ?2 AND clock_ahead IS DISTINCT FROM ?1")) {
                for (Map.Entry<SensorId, Long> each : ahead.entrySet()) {
                    statement.setLong(1, each.getValue());
                    statement.setString(2, each.getKey().text());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            return ahead.size();
        });
    }

    /** How far the numberings of meters have come: no number up to there is missing. */
    public List<MeterPosition> positions() {
        return database.read("reading how far meters have come", PositionTable::all);
    }

    /** Sensors that were heard and that the list of sensors does not name. */
    public List<SensorId> heardUnlisted() {
        return database.read("reading sensors", SensorTable::heardUnlisted);
    }

    /** How many readings there are. */
    public long count() {
        return database.read("counting readings", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM reading");
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0L;
            }
        });
    }

    /** For how many more readings there is room to wait for our clock to reach their minute. */
    public int earlyRoom() {
        return FutureReadingTable.WAITING_MAX - early();
    }

    /** How many wait for our clock to reach their minute. */
    public int early() {
        return database.read("counting early readings", FutureReadingTable::waiting);
    }

    /** Readings that a gateway has judged: kept as they are; the sums of zones made of them are to be judged here. */
    void appendJudged(Connection connection, List<JudgedReading> rows, SensorTable.Ids ids) throws SQLException {
        List<Reading> known = JudgedReadings.put(database, connection, rows, ids);
        zones.append(
                connection,
                known,
                ids,
                sums -> store(connection, sums, Kind.LIVE, ids).news());
    }

    Appended append(Connection connection, List<Reading> readings, Kind kind, SensorTable.Ids ids) throws SQLException {
        Stored stored = store(connection, readings, kind, ids);
        zones.append(
                connection,
                stored.news(),
                ids,
                sums -> store(connection, sums, kind, ids).news());
        return new Appended(stored.rows(), stored.overwritten(), Set.copyOf(ids.refused()), Set.copyOf(ids.fresh()));
    }

    /** What was done; news are those that changed something. */
    private record Stored(int rows, int overwritten, List<Reading> news) {}

    private static Stored store(Connection connection, List<Reading> readings, Kind kind, SensorTable.Ids ids)
            throws SQLException {
        List<Row> rows = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            OptionalInt sensor = ids.of(reading.sensor());
            if (sensor.isPresent()) {
                rows.add(new Row(reading, sensor.getAsInt()));
            }
        }
        int judged = kind == Kind.LIVE ? ReadingFlags.DUE : ReadingFlags.JUDGED;
        ReadingRows into = new ReadingRows(connection, judged);
        List<Row> present = into.insert(rows);
        List<Reading> news = news(rows, into.update(present));
        Set<Long> minutes = minutes(news);
        try (Statements statements = new Statements(connection)) {
            if (kind == Kind.LIVE) {
                DueTables.markMinutes(statements, minutes);
                DueTables.markHours(statements, minutes); // their ten minutes are measured once they are judged
            } else {
                DueTables.mark(statements, minutes);
            }
        }
        return new Stored(rows.size(), present.size(), news);
    }

    private static Set<Long> minutes(List<Reading> readings) {
        Set<Long> minutes = new TreeSet<>();
        Minute last = null;
        for (Reading reading : readings) {
            if (!reading.minute().equals(last)) { // those of a minute mostly come together
                last = reading.minute();
                minutes.add(last.epochSecond());
            }
        }
        return minutes;
    }

    /** What is new: a meter that repeats what it has sent is not judged and delivered again. */
    private static List<Reading> news(List<Row> rows, List<Row> unchanged) {
        Set<Row> old =
                Collections.newSetFromMap(new IdentityHashMap<>()); // the same reading may stand twice in a batch
        old.addAll(unchanged);
        List<Reading> news = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (old.isEmpty() || !old.contains(row)) {
                news.add(row.reading());
            }
        }
        return news;
    }
}
