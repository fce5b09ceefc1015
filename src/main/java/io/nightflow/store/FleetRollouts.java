package io.nightflow.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
     * A roll-out.
     *
     * @param message in Base64.
     * @param rings percents of the gateways.
     * @param soak seconds for which a ring must have been well.
     * @param ring the present one, from 0.
     */
    public record Rollout(
            long serial,
            String version,
            String message,
            List<Integer> rings,
            long soak,
            State state,
            String reason,
            int ring) {
        /** The same, further on. */
        public Rollout with(State next, String why, int nextRing) {
            return new Rollout(serial, version, message, rings, soak, next, why, nextRing);
        }
    }

    /**
     * What came of it at a gateway.
     *
     * @param since epoch seconds.
     * @param wasWell whether all was well there before.
     */
    public record Member(String gateway, String outcome, String reason, long since, boolean wasWell) {}

    private final Transactions database;

    /** Over the tables of a site. */
    public FleetRollouts(Transactions database) {
        this.database = database;
    }

    /** Begins one; it replaces the one that goes. */
    public void begin(Rollout rollout) {
        int unused = database.commit(connection -> {
            BoundSql.update(
                    connection,
                    "UPDATE rollout SET state = ?1 WHERE state = ?2",
                    State.REPLACED.word(),
                    State.GOING.word());
            return BoundSql.update(
                    connection,
                    "INSERT INTO rollout (serial, version, message, rings, soak, state, reason, ring) VALUES (?1, ?2, ?3,"
                            + " ?4, ?5, ?6, ?7, ?8)",
                    rollout.serial(),
                    rollout.version(),
                    rollout.message(),
                    String.join(
                            ",", rollout.rings().stream().map(String::valueOf).toList()),
                    rollout.soak(),
                    rollout.state().word(),
                    rollout.reason(),
                    (long) rollout.ring());
        });
    }

    /** All, the newest first. */
    public List<Rollout> all() {
        return database.read("reading roll-outs", connection -> {
            List<Rollout> all = new ArrayList<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT serial, version, message, rings, soak,"
                                    + " state, reason, ring FROM rollout ORDER BY serial DESC");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(new Rollout(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            Stream.of(row.getString(4).split(","))
                                    .map(Integer::valueOf)
                                    .toList(),
                            row.getLong(5),
                            State.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
                            row.getString(7),
                            row.getInt(8)));
                }
            }
            return all;
        });
    }

    /** What came of one at each gateway that it was meant for. */
    public List<Member> members(long serial) {
        return database.read("reading roll-outs", connection -> {
            List<Member> members = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT gateway, outcome, reason, since,"
                    + " was_well FROM rollout_gateway WHERE serial = ? ORDER BY gateway")) {
                statement.setLong(1, serial);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        members.add(new Member(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5) == 1));
                    }
                }
            }
            return members;
        });
    }

    /** The newest of them, and what came of it, from one look. */
    public Optional<Rollout> newest() {
        return all().stream().findFirst();
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
    }

    /** Stops the one that goes, for a reason; false where none does. */
    public boolean stop(String reason) {
        return database.commit(connection -> BoundSql.update(
                        connection,
                        "UPDATE rollout SET state = ?1, reason = ?2 WHERE state = ?3",
                        State.STOPPED.word(),
                        reason,
                        State.GOING.word()))
                > 0;
    }
}
