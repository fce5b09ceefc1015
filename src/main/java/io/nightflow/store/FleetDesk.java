package io.nightflow.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the fleet asks of gateways, and who judges a site. */
public final class FleetDesk {
    private static final int JUDGE = 1;

    /** A command that is not answered yet. */
    public record Asked(String id, String gateway, String command, long expires) {}

    /** Whether a worker judges. */
    public enum Hold {
        /** It does from now on: what it remembers of before is no longer true. */
        GAINED,
        /** It does, as before. */
        HELD,
        /** Another one does. */
        OTHERS
    }

    private final Transactions database;

    /** Over the tables of a site. */
    public FleetDesk(Transactions database) {
        this.database = database;
    }

    /** Notes a command; one with this id is noted once. */
    public void ask(Asked asked) {
        int unused = database.commit(connection -> ask(connection, asked));
    }

    static int ask(Connection connection, Asked asked) throws SQLException {
        return BoundSql.update(
                connection,
                "INSERT OR IGNORE INTO gateway_command (id, gateway, command, expires) VALUES (?1, ?2, ?3, ?4)",
                asked.id(),
                asked.gateway(),
                asked.command(),
                asked.expires());
    }

    /** The commands that no gateway has answered, and that have not expired. */
    public List<Asked> open(long now) {
        return database.read("reading commands", connection -> {
            List<Asked> open = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT id, gateway, command, expires FROM"
                    + " gateway_command WHERE answer IS NULL AND expires > ? ORDER BY id")) {
                statement.setLong(1, now);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        open.add(new Asked(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
                    }
                }
            }
            return open;
        });
    }

    /** Notes what a gateway has answered; false where it was not asked, or has answered already. */
    public boolean answered(String gateway, String id, String answer) {
        return database.commit(connection -> BoundSql.update(
                        connection,
                        "UPDATE gateway_command SET answer = ?3 WHERE id = ?1 AND gateway = ?2 AND answer IS NULL",
                        id,
                        gateway,
                        answer))
                > 0;
    }

    /**
     * Takes or keeps the right to judge; one whose owner was not seen for so many seconds is taken over.
     *
     * @param now epoch seconds.
     */
    public Hold hold(String owner, long now, long seconds) {
        return database.commit(connection -> {
            database.lock(connection, "judge");
            if (BoundSql.update(
                            connection,
                            "UPDATE judge_owner SET seen_at = ?2 WHERE id = ?3 AND owner = ?1",
                            owner,
                            now,
                            JUDGE)
                    > 0) {
                return Hold.HELD;
            }
            BoundSql.update(connection, "DELETE FROM judge_owner WHERE id = ?1 AND seen_at < ?2", JUDGE, now - seconds);
            int taken = BoundSql.update(
                    connection,
                    "INSERT OR IGNORE INTO judge_owner (id, owner, seen_at) VALUES (?1, ?2, ?3)",
                    JUDGE,
                    owner,
                    now);
            return taken > 0 ? Hold.GAINED : Hold.OTHERS;
        });
    }

    /** Fails a transaction of a worker that does not judge any more: it stood still, and another one has taken over. */
    static void fence(Connection connection, String owner) throws SQLException {
        // an update, for it keeps the row from others until the transaction ends
        if (BoundSql.update(
                        connection, "UPDATE judge_owner SET owner = owner WHERE id = ?1 AND owner = ?2", JUDGE, owner)
                == 0) {
            throw new StoreException(
                    "another worker judges this site now", new IllegalStateException("fenced " + owner));
        }
    }
}
