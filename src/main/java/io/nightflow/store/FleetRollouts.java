package io.nightflow.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is rolled out to the gateways of a site, and what came of it at each. */
public final class FleetRollouts {
    /** How a roll-out stands. */
    public enum State {
        GOING,
        STOPPED,
        DONE,
        /** Another one was begun. */
        REPLACED;

        /** Its word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A roll-out; its message is read apart.
     *
     * @param gateways for which it is; empty: all.
     * @param isBack whether it is a way back.
     * @param rings percents of the gateways.
     * @param soak seconds for which a ring must have been well.
     * @param ring the present one, from 0.
     */
    public record Rollout(
            long serial,
            String version,
            Set<String> gateways,
            boolean isBack,
            List<Integer> rings,
            long soak,
            State state,
            String reason,
            int ring) {
        /** The same, further on. */
        public Rollout with(State next, String why, int nextRing) {
            return new Rollout(serial, version, gateways, isBack, rings, soak, next, why, nextRing);
        }

        /** Whether it is for a gateway. */
        public boolean isFor(String gateway) {
            return gateways.isEmpty() || gateways.contains(gateway);
        }
    }

    /**
     * What came of it at a gateway.
     *
     * @param since epoch seconds.
     * @param wasWell whether all was well there before.
     * @param errorBefore of its forecasts, percent of that of last week's hour; NaN where it is not known.
     */
    public record Member(
            String gateway, String outcome, String reason, long since, boolean wasWell, double errorBefore) {}

    private static final int READ_MAX = 50;

    private final Transactions database;

    /** Over the tables of a site. */
    public FleetRollouts(Transactions database) {
        this.database = database;
    }

    /** Begins one; it replaces the one that goes. */
    public void begin(Rollout rollout, byte[] message) {
        int unused = database.commit(connection -> {
            BoundSql.update(
                    connection,
                    "UPDATE rollout SET state = ?1 WHERE state = ?2",
                    State.REPLACED.word(),
                    State.GOING.word());
            return BoundSql.update(
                    connection,
                    "INSERT INTO rollout (serial, version, message, gateways, is_back, rings, soak, state, reason, ring)"
                            + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                    rollout.serial(),
                    rollout.version(),
                    Base64.getEncoder().encodeToString(message),
                    String.join(",", rollout.gateways()),
                    rollout.isBack() ? 1L : 0L,
                    String.join(
                            ",", rollout.rings().stream().map(String::valueOf).toList()),
                    rollout.soak(),
                    rollout.state().word(),
                    rollout.reason(),
                    (long) rollout.ring());
        });
    }

    /** The newest ones, the newest first. */
    public List<Rollout> all() {
        return database.read("reading roll-outs", connection -> {
            List<Rollout> all = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT serial, version, gateways, is_back,"
                            + " rings, soak, state, reason, ring FROM rollout ORDER BY serial DESC LIMIT " + READ_MAX);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(new Rollout(
                            row.getLong(1),
                            row.getString(2),
                            names(row.getString(3)),
                            row.getLong(4) == 1,
                            Stream.of(row.getString(5).split(","))
                                    .map(Integer::valueOf)
                                    .toList(),
                            row.getLong(6),
                            State.valueOf(row.getString(7).toUpperCase(Locale.ROOT)),
                            row.getString(8),
                            row.getInt(9)));
                }
            }
            return all;
        });
    }

    private static Set<String> names(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(","));
    }

    /** What one of them brings, as it is signed. */
    public byte[] message(long serial) {
        return database.read("reading roll-outs", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT message FROM rollout WHERE serial = ?")) {
                statement.setLong(1, serial);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Base64.getDecoder().decode(row.getString(1)) : new byte[0];
                }
            }
        });
    }

    /** What came of one at each gateway that it was meant for. */
    public List<Member> members(long serial) {
        return database.read("reading roll-outs", connection -> {
            List<Member> members = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT g.gateway, g.outcome,"
                    + " g.reason, g.since, g.was_well, b.forecast_error FROM rollout_gateway g LEFT JOIN rollout_before b"
                    + " ON b.serial = g.serial AND b.gateway = g.gateway WHERE g.serial = ? ORDER BY g.gateway")) {
                statement.setLong(1, serial);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        members.add(new Member(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5) == 1,
                                RealColumn.get(row, 6)));
                    }
                }
            }
            return members;
        });
    }

    /** The newest of them. */
    public Optional<Rollout> newest() {
        return all().stream().findFirst();
    }

    /** How many of them each outcome has. */
    public static Map<String, Long> counts(List<Member> members) {
        return members.stream().collect(Collectors.groupingBy(Member::outcome, TreeMap::new, Collectors.counting()));
    }

    /** Notes how far it is, and what came of it; one that was stopped or replaced meanwhile stays so. */
    public void note(Rollout now, List<Member> changed) {
        int unused = database.commit(connection -> {
            for (Member member : changed) {
                note(connection, now.serial(), member);
            }
            return BoundSql.update(
                    connection,
                    "UPDATE rollout SET state = ?2, reason = ?3, ring = ?4 WHERE serial = ?1 AND state = ?5",
                    now.serial(),
                    now.state().word(),
                    now.reason(),
                    (long) now.ring(),
                    State.GOING.word());
        });
    }

    private static void note(Connection connection, long serial, Member member) throws SQLException {
        BoundSql.update(
                connection, "DELETE FROM rollout_gateway WHERE serial = ?1 AND gateway = ?2", serial, member.gateway());
        BoundSql.update(
                connection,
                "INSERT INTO rollout_gateway (serial, gateway, outcome, reason, since, was_well) VALUES (?1, ?2, ?3, ?4,"
                        + " ?5, ?6)",
                serial,
                member.gateway(),
                member.outcome(),
                member.reason(),
                member.since(),
                member.wasWell() ? 1L : 0L);
        if (!Double.isNaN(member.errorBefore())) {
            BoundSql.update(
                    connection,
                    "INSERT OR REPLACE INTO rollout_before (serial, gateway, forecast_error) VALUES (?1, ?2, ?3)",
                    serial,
                    member.gateway(),
                    member.errorBefore());
        }
    }

    /** Stops the newest one, for a reason: who has not got it does not get it. False where it is stopped already, or there is none. */
    public boolean stop(String reason) {
        return database.commit(connection -> BoundSql.update(
                        connection,
                        "UPDATE rollout SET state = ?1, reason = ?2 WHERE state <> ?1 AND serial = (SELECT max(serial)"
                                + " FROM rollout)",
                        State.STOPPED.word(),
                        reason))
                > 0;
    }

    /** Lets one that is stopped go on. */
    public void goOn(long serial) {
        int unused = database.commit(connection -> BoundSql.update(
                connection,
                "UPDATE rollout SET state = ?1, reason = '' WHERE state = ?2 AND serial = ?3",
                State.GOING.word(),
                State.STOPPED.word(),
                serial));
    }
}
