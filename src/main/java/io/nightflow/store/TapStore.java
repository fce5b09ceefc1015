package io.nightflow.store;

import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Minute;
import io.nightflow.tap.TapKind;
import io.nightflow.tap.TapStatus;
import io.nightflow.tap.Tapped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who taps what, how far he is, and what comes next. */
public final class TapStore {
    /** Where a tap begins that was never there before. */
    public sealed interface Start {
        /** With what comes from now on. */
        record Now() implements Start {}

        /** With what there is of a minute and later. */
        record Since(Minute minute) implements Start {}
    }

    /**
     * What comes next.
     *
     * @param rows of it; may be empty where all of them are gone or come again.
     * @param last the number up to which it goes; the tap's own where there is nothing.
     * @param gone how many were deleted before.
     */
    public record Batch(List<Tapped> rows, long last, long gone) {}

    private static final int DAY = 86_400;

    private final Database database;
    private final TapRows rows;

    /** Over a database; what goes out names this gateway, has times with the offset of this zone, and tells alerts so. */
    public TapStore(Database database, String gateway, ZoneId zone, AlertWords words) {
        this.database = database;
        this.rows = new TapRows(gateway, zone, words);
    }

    /** Another number once something was committed here that may be of a kind: while it stands, only another program can have. */
    public long commits(TapKind kind) {
        return database.commits(kind != TapKind.READINGS);
    }

    /**
     * Goes on with a tap, or makes it.
     *
     * @return the last number that it has taken.
     * @throws IllegalArgumentException there is a tap of this name that takes something else.
     */
    public long open(String name, TapKind kind, Start start, Minute now) {
        TapStatus tap = database.write(connection -> open(connection, name, kind, start, now))
                .join();
        if (tap.kind() != kind) {
            throw new IllegalArgumentException(
                    "name: tap " + name + " takes " + tap.kind().word() + ", not " + kind.word()
                            + ". Give this one another name, or forget that: ./nightflow taps forget " + name);
        }
        return tap.taken();
    }

    /** As it is then; one that takes something else stays as it was. */
    private static TapStatus open(Connection connection, String name, TapKind kind, Start start, Minute now)
            throws SQLException {
        Optional<TapStatus> known = find(connection, name);
        if (known.isPresent() && known.get().kind() != kind) {
            return known.get();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE published_log SET name = lower(hex(randomblob(4))) WHERE name = ''");
        }
        long last = BoundSql.number(
                connection,
                "SELECT coalesce(max(number), " + TapTriggers.BEFORE_FIRST + ") FROM published WHERE kind = ?",
                kind.code());
        BoundSql.update( // a log that was lost begins anew
                connection,
                "INSERT INTO tap (name, kind, taken, seen) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET taken ="
                        + " min(taken, ?3), seen = ?4",
                name,
                kind.code(),
                last,
                now.epochSecond());
        if (known.isEmpty() && start instanceof Start.Since since) {
            numberWhatWasThere(connection, name, kind, since.minute(), last);
        }
        TapTriggers.follow(connection);
        return find(connection, name).orElseThrow();
    }

    /** What there is of a minute and later gets the numbers behind {@code last}, for this tap alone. */
    private static void numberWhatWasThere(Connection connection, String name, TapKind kind, Minute minute, long last)
            throws SQLException {
        BoundSql.update(
                connection,
                "INSERT INTO published (kind, number, at, sensor, again, tap) SELECT ?1, ?2 + row_number() OVER (ORDER BY"
                        + " time, at, sensor), at, sensor, 0, ?3 FROM (" + stored(kind) + ") WHERE time >= ?4",
                kind.code(),
                last,
                name,
                minute.epochSecond());
    }

    /** What there is of a kind, as {@code published} names it, and when it was. */
    private static String stored(TapKind kind) {
        return switch (kind) {
            case READINGS -> "SELECT minute AS time, minute AS at, sensor FROM reading";
            case RESULTS ->
                "SELECT minute AS time, minute AS at, sensor FROM reading WHERE flow_stages IS NOT NULL AND judged <> 0";
            case ALERTS -> "SELECT minute AS time, number AS at, 0 AS sensor FROM alert WHERE planned IS NULL";
            case NIGHTS -> "SELECT night * " + DAY + " AS time, night AS at, sensor FROM night";
            case FORECASTS ->
                "SELECT hour AS time, hour AS at, sensor FROM forecast WHERE day_ahead = 0 AND hour = made_at";
        };
    }

    /** A connection of a tap's own: its queries keep nobody waiting, and nobody's keep it. */
    public TapReader reader(String name) {
        return new TapReader(database.file(), name, rows);
    }

    /** Moves a tap on; on the disk when it returns. */
    public void taken(String name, Batch batch) {
        database.write(connection -> {
                    BoundSql.update(
                            connection,
                            "UPDATE tap SET taken = max(taken, ?2), lost = lost + ?3 WHERE name = ?1",
                            name,
                            batch.last(),
                            batch.gone());
                    return true;
                })
                .join();
    }

    /** All taps, by name. */
    public List<TapStatus> all() {
        return database.read("reading taps", connection -> statuses(connection, ""));
    }

    /** The one of this name. */
    public Optional<TapStatus> find(String name) {
        return database.read("reading tap " + name, connection -> find(connection, name));
    }

    private static Optional<TapStatus> find(Connection connection, String name) throws SQLException {
        return statuses(connection, "WHERE t.name = ?", name).stream().findFirst();
    }

    private static List<TapStatus> statuses(Connection connection, String which, String... names) throws SQLException {
        List<TapStatus> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT t.name, t.kind, t.taken, t.lost,"
                + " coalesce((SELECT max(number) FROM published p WHERE p.kind = t.kind), t.taken) - t.taken"
                + " FROM tap t " + which + " ORDER BY t.name")) {
            for (int i = 0; i < names.length; i++) {
                statement.setString(i + 1, names[i]);
            }
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                Optional<TapKind> kind = TapKind.ofCode(row.getInt(2));
                if (kind.isPresent()) {
                    all.add(new TapStatus(
                            row.getString(1), kind.get(), row.getLong(3), Math.max(0, row.getLong(5)), row.getLong(4)));
                }
            }
        }
        return all;
    }

    /** Forgets a tap: should it come again, it begins anew. Gives whether there was one. */
    public boolean forget(String name) {
        return database.write(connection -> {
                    int rows = BoundSql.update(connection, "DELETE FROM tap WHERE name = ?", name);
                    TapTriggers.follow(connection);
                    return rows > 0;
                })
                .join();
    }
}
