package io.nightflow.store;

import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What detection remembers of one sensor, as a transaction sees it. */
final class RememberedSensor<S> {
    /** How far back a sensor can be taken: snapshots are kept for so long. */
    static final int KEPT_MINUTES = 1_500;

    private static final byte[] NOTHING = {};
    private static final String KEPT_SINCE =
            "SELECT minute, memory, before FROM detection_snapshot WHERE sensor = ?1 AND minute >= coalesce("
                    + "(SELECT max(minute) FROM detection_snapshot WHERE sensor = ?1 AND minute <= ?2),"
                    + " (SELECT first_minute FROM detection_memory WHERE sensor = ?1 AND first_minute <= ?3"
                    + " AND first_minute = (SELECT min(minute) FROM detection_snapshot WHERE sensor = ?1)))"
                    + " ORDER BY minute DESC";

    private final Connection connection;
    private final int sensor;
    private final Judge<S> judge;
    private final S state;
    private final boolean isNew;
    private long silentSince;
    private Optional<Minute> rewoundTo = Optional.empty();

    private RememberedSensor(
            Connection connection, int sensor, Judge<S> judge, S state, boolean isNew, long silentSince) {
        this.connection = connection;
        this.sensor = sensor;
        this.judge = judge;
        this.state = state;
        this.isNew = isNew;
        this.silentSince = silentSince;
    }

    static <S> RememberedSensor<S> load(Connection connection, MemoryTable memory, int sensor, Judge<S> judge)
            throws SQLException {
        MemoryTable.Row row = memory.load(sensor);
        S state = judge.remember(row.memory(), row.profiles());
        return new RememberedSensor<>(connection, sensor, judge, state, row.isNew(), row.silentSince());
    }

    /** The same sensor, its memory forgotten; its profiles stay. */
    RememberedSensor<S> fresh() {
        S forgotten = judge.remember(NOTHING, judge.allProfiles(state));
        return new RememberedSensor<>(connection, sensor, judge, forgotten, isNew, silentSince);
    }

    S state() {
        return state;
    }

    /** Since when nothing had come before this transaction; empty where it was heard. The second call gives nothing. */
    Optional<Minute> endSilence(Minute heard) {
        if (silentSince == 0 || heard.epochSecond() < silentSince) {
            return Optional.empty();
        }
        Minute since = new Minute(silentSince);
        silentSince = 0;
        return Optional.of(since);
    }

    /** Keeps what is needed for readings that come up to a day late, also over a gap. */
    void keep(Judge.Kept kept) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT OR REPLACE INTO detection_snapshot (sensor, minute, memory, before)"
                                + " VALUES (?, ?, ?, ?)");
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM detection_snapshot WHERE sensor = ?1 AND minute <"
                                + " (SELECT max(minute) FROM detection_snapshot WHERE sensor = ?1 AND minute <= ?2)")) {
            insert.setInt(1, sensor);
            insert.setLong(2, kept.minute().epochSecond());
            insert.setBytes(3, kept.memory());
            insert.setBytes(4, kept.before());
            insert.executeUpdate();
            delete.setInt(1, sensor);
            delete.setLong(2, kept.minute().plus(-KEPT_MINUTES).epochSecond());
            delete.executeUpdate();
        }
    }

    /**
     * Goes back to the newest that is kept from before a minute, or of it, or to the beginning where the minute lies up to
     * a day before that; gives where, empty where nothing is kept.
     */
    Optional<Minute> rewind(Minute minute) throws SQLException {
        List<Judge.Kept> newestFirst = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(KEPT_SINCE)) {
            statement.setInt(1, sensor);
            statement.setLong(2, minute.epochSecond());
            statement.setLong(3, minute.plus(KEPT_MINUTES).epochSecond());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    newestFirst.add(new Judge.Kept(new Minute(row.getLong(1)), row.getBytes(2), row.getBytes(3)));
                }
            }
        }
        if (newestFirst.isEmpty()) {
            return Optional.empty();
        }
        try {
            judge.rewind(state, newestFirst);
        } catch (IllegalArgumentException e) {
            forgetKept(Long.MIN_VALUE);
            return Optional.empty(); // written by another version of the program
        }
        Minute from = newestFirst.get(newestFirst.size() - 1).minute();
        forgetKept(from.epochSecond());
        rewoundTo = Optional.of(from);
        return Optional.of(from.isBefore(minute) ? from : minute);
    }

    private void forgetKept(long fromSecond) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM detection_snapshot WHERE sensor = ? AND minute >= ?")) {
            delete.setInt(1, sensor);
            delete.setLong(2, fromSecond);
            delete.executeUpdate();
        }
    }

    void save(MemoryTable memory) throws SQLException {
        // gone back to its beginning it remembers nothing, and that must be on the disk too
        Optional<Minute> last = judge.last(state).or(() -> isNew ? Optional.empty() : rewoundTo);
        if (last.isPresent()) {
            memory.save(sensor, isNew, judge.memory(state), last.get(), silentSince);
        }
        Optional<byte[]> profiles = judge.profiles(state);
        if (profiles.isPresent()) {
            saveProfiles(connection, sensor, profiles.get());
        }
    }

    private static void saveProfiles(Connection connection, int sensor, byte[] profiles) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT OR REPLACE INTO detection_profile (sensor, profiles) VALUES (?, ?)")) {
            statement.setInt(1, sensor);
            statement.setBytes(2, profiles);
            statement.executeUpdate();
        }
    }
}
