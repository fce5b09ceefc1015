package io.nightflow.store;

import io.nightflow.reading.Quantity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Models that are to be trained on the hours of a site, a row each. Whoever trains takes one that is due; as long as he says
 * that he is at it nobody else does. Any number of machines may ask at once: each gets another one.
 */
public final class TrainingJobs {
    /** For how many seconds a job is its taker's without a word of his. */
    public static final long SILENT_SECONDS = 900;

    /** Before the words of one that came to nothing: it is ordered again the next day. */
    public static final String FAILED = "failed: ";

    private static final int KEPT = 50;
    private static final int OUTCOME_MAX = 500;

    /**
     * A job.
     *
     * @param due epoch seconds.
     * @param takenBy who trains it, or has; empty where nobody has taken it.
     * @param takenAt when he was last heard.
     * @param outcome what came of it; empty while it is open.
     */
    public record Job(Quantity quantity, long due, String takenBy, long takenAt, String outcome) {}

    private final Transactions database;

    /** Over the tables of a site. */
    public TrainingJobs(Transactions database) {
        this.database = database;
    }

    /** Orders one, where none of this quantity is open. */
    public boolean order(Quantity quantity, long due) {
        return database.commit(connection -> BoundSql.update(
                        connection,
                        "INSERT OR IGNORE INTO training_job (quantity, due, taken_by, taken_at) SELECT ?1, ?2, '', 0"
                                + " WHERE NOT EXISTS (SELECT 1 FROM training_job WHERE quantity = ?1 AND outcome IS NULL)",
                        quantity.word(),
                        due)
                > 0);
    }

    /** Orders one where the newest that did not fail is so many seconds old, or there is none. */
    public boolean orderEvery(Quantity quantity, long seconds, long now) {
        return all().stream()
                        .noneMatch(each -> each.quantity() == quantity
                                && each.due() > now - seconds
                                && !each.outcome().startsWith(FAILED))
                && order(quantity, now);
    }

    /** Takes the one that has been due for longest; empty where none is, or all are being trained. */
    public Optional<Job> take(String who, long now) {
        return database.commit(connection -> {
            Optional<Job> next = read(
                            connection,
                            "WHERE outcome IS NULL AND due <= ?1 AND taken_at < ?2 ORDER BY due LIMIT 1 /* SKIP LOCKED */",
                            now,
                            now - SILENT_SECONDS)
                    .stream()
                    .findFirst();
            if (next.isPresent()) {
                Job job = next.get();
                BoundSql.update(
                        connection,
                        "UPDATE training_job SET taken_by = ?1, taken_at = ?2 WHERE quantity = ?3 AND due = ?4",
                        who,
                        now,
                        job.quantity().word(),
                        job.due());
            }
            return next.map(job -> new Job(job.quantity(), job.due(), who, now, ""));
        });
    }

    /** Says that it is still being trained; false where another one has taken it over meanwhile. */
    public boolean isAtIt(Job job, long now) {
        return update("taken_at = ?1", now, job);
    }

    /** Says what came of it; false where another one has taken it over. */
    public boolean done(Job job, String outcome) {
        String words = outcome.length() > OUTCOME_MAX ? outcome.substring(0, OUTCOME_MAX) : outcome;
        boolean isOurs = update("outcome = ?1", words, job);
        database.commit(connection -> BoundSql.update(
                connection,
                "DELETE FROM training_job WHERE outcome IS NOT NULL AND due NOT IN"
                        + " (SELECT due FROM training_job ORDER BY due DESC LIMIT " + KEPT + ")"));
        return isOurs;
    }

    private boolean update(String change, Object value, Job job) {
        return database.commit(connection -> BoundSql.update(
                        connection,
                        "UPDATE training_job SET " + change
                                + " WHERE quantity = ?2 AND due = ?3 AND taken_by = ?4 AND outcome IS NULL",
                        value,
                        job.quantity().word(),
                        job.due(),
                        job.takenBy())
                > 0);
    }

    /** All that are kept, the newest first. */
    public List<Job> all() {
        return database.read("reading jobs of training", connection -> read(connection, "ORDER BY due DESC"));
    }

    private static List<Job> read(Connection connection, String which, Object... values) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        try (PreparedStatement statement = BoundSql.bound(
                        connection,
                        "SELECT quantity, due, taken_by, taken_at, outcome FROM training_job " + which,
                        values);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String outcome = row.getString(5);
                jobs.add(new Job(
                        Quantity.find(row.getString(1)).orElseThrow(),
                        row.getLong(2),
                        row.getString(3),
                        row.getLong(4),
                        outcome == null ? "" : outcome));
            }
        }
        return jobs;
    }
}
