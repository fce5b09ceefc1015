package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;

/**
 * Over how many minutes the parts of a zone are means. It is seen where their flows change: a part of quarters of an hour does so
 * each 15 minutes or a multiple of it.
 */
final class PartIntervals {
    private static final long AROUND = 129_600; // a day and a half before and behind
    private static final int CHANGES_MIN = 2;
    private static final long HOUR = 3_600;

    private PartIntervals() {}

    /**
     * Minutes that are one mean.
     *
     * @param seconds its length, a minute or a divisor of an hour.
     * @param phase of its beginning, in seconds since 1970 modulo its length.
     */
    record Blocks(long seconds, long phase) {
        static final Blocks OF_MINUTES = new Blocks(Minute.SECONDS, 0);

        /** When the one that holds a minute begins. */
        long start(Minute minute) {
            return Math.floorDiv(minute.epochSecond() - phase, seconds) * seconds + phase;
        }

        List<Minute> minutes(long start) {
            List<Minute> minutes = new ArrayList<>();
            for (long second = start; second < start + seconds; second += Minute.SECONDS) {
                minutes.add(new Minute(second));
            }
            return minutes;
        }
    }

    /** The longest of the parts' around these minutes; minutes where no part is a mean of more. */
    static Blocks coarsest(Connection connection, Collection<Integer> parts, SortedSet<Minute> minutes)
            throws SQLException {
        Blocks coarsest = Blocks.OF_MINUTES;
        try (PreparedStatement statement = connection.prepareStatement("SELECT minute, flow FROM reading"
                + " WHERE sensor = ? AND minute BETWEEN ? AND ? AND quality = " + Quality.INTERVAL.ordinal()
                + " AND flow IS NOT NULL ORDER BY minute")) {
            statement.setLong(2, minutes.first().epochSecond() - AROUND);
            statement.setLong(3, minutes.last().epochSecond() + AROUND);
            for (int part : parts) {
                statement.setInt(1, part);
                Blocks blocks = blocks(changes(statement));
                coarsest = blocks.seconds() > coarsest.seconds() ? blocks : coarsest;
            }
        }
        return coarsest;
    }

    /** The minutes in which another flow begins. */
    private static List<Long> changes(PreparedStatement statement) throws SQLException {
        List<Long> changes = new ArrayList<>();
        double before = Double.NaN;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                double flow = row.getDouble(2);
                if (flow != before && !Double.isNaN(before)) {
                    changes.add(row.getLong(1));
                }
                before = flow;
            }
        }
        return changes;
    }

    private static Blocks blocks(List<Long> changes) {
        if (changes.size() < CHANGES_MIN) {
            return Blocks.OF_MINUTES;
        }
        long common = HOUR;
        for (long change : changes) {
            common = divisor(common, change - changes.get(0));
        }
        return new Blocks(common, Math.floorMod(changes.get(0), common));
    }

    private static long divisor(long one, long other) {
        return other == 0 ? one : divisor(other, one % other);
    }
}
