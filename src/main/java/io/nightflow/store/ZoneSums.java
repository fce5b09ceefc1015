package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Zone;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Readings of zones: the signed sum of their parts, once the last of these is in. It is made in the transaction of the part
 * that came, so it is there when that is, and made anew when a part is. Where parts are means of several minutes, the sum is the
 * mean of the coarsest of them.
 */
final class ZoneSums {
    private static final double ROUND = 1e6; // a thousandth of a litre an hour

    private final List<Zone> zones;

    /** Of these zones; those that are parts of others come first. */
    ZoneSums(List<Zone> zones) {
        this.zones = zones;
    }

    /** What takes the readings of a zone, and gives those that are news. */
    interface Appending {
        /** In the same transaction. */
        List<Reading> append(List<Reading> readings) throws SQLException;
    }

    /** Appends what becomes of new readings, the zones that are parts of others first. */
    void append(Connection connection, Collection<Reading> news, SensorTable.Ids ids, Appending appending)
            throws SQLException {
        List<Reading> all = zones.isEmpty() ? List.of() : new ArrayList<>(news);
        for (Zone zone : zones) {
            SortedSet<Minute> minutes = touched(zone, all);
            if (!minutes.isEmpty()) {
                all.addAll(appending.append(sums(connection, zone, minutes, ids)));
            }
        }
    }

    /** The minutes of a zone that new readings are of; empty where none is. */
    private static SortedSet<Minute> touched(Zone zone, Collection<Reading> news) {
        Set<SensorId> parts = zone.parts().stream().map(Zone.Part::sensor).collect(Collectors.toSet());
        SortedSet<Minute> minutes = new TreeSet<>();
        for (Reading reading : news) {
            if (parts.contains(reading.sensor())) {
                minutes.add(reading.minute());
            }
        }
        return minutes;
    }

    /** What the zone has in these minutes, where no part is missing. */
    private static List<Reading> sums(Connection connection, Zone zone, SortedSet<Minute> minutes, SensorTable.Ids ids)
            throws SQLException {
        Map<Integer, Double> weights = new HashMap<>();
        for (Zone.Part part : zone.parts()) {
            OptionalInt id = ids.known(part.sensor());
            if (id.isEmpty()) {
                return List.of();
            }
            weights.put(id.getAsInt(), part.weight());
        }
        String list = weights.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
        List<Reading> sums = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT sensor, flow, quality FROM reading"
                + " WHERE minute = ? AND sensor IN (" + list + ") AND flow IS NOT NULL")) {
            PartIntervals.Blocks blocks = PartIntervals.coarsest(connection, weights.keySet(), minutes);
            Set<Long> starts = minutes.stream().map(blocks::start).collect(Collectors.toCollection(TreeSet::new));
            for (long start : starts) {
                List<Reading> block = new ArrayList<>();
                for (Minute minute : blocks.minutes(start)) {
                    statement.setLong(1, minute.epochSecond());
                    block.addAll(sum(statement, zone.id(), minute, weights));
                }
                sums.addAll(held(block, blocks));
            }
        }
        return sums;
    }

    /** The mean in each of its minutes; nothing where one of these is missing. */
    private static List<Reading> held(List<Reading> block, PartIntervals.Blocks blocks) {
        if (block.size() * Minute.SECONDS < blocks.seconds()) {
            return List.of();
        }
        double flow = rounded(block.stream().mapToDouble(Reading::flow).sum() / block.size());
        return block.stream()
                .map(each -> new Reading(each.sensor(), each.minute(), flow, Double.NaN, each.quality()))
                .toList();
    }

    private static double rounded(double flow) {
        return Math.round(flow * ROUND) / ROUND;
    }

    private static List<Reading> sum(
            PreparedStatement statement, SensorId zone, Minute minute, Map<Integer, Double> weights)
            throws SQLException {
        double sum = 0;
        int parts = 0;
        Quality quality = Quality.GOOD;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                sum += weights.getOrDefault(row.getInt(1), 0.0) * row.getDouble(2);
                quality = quality.or(Quality.values()[row.getInt(3)]);
                parts++;
            }
        }
        return parts < weights.size()
                ? List.of()
                : List.of(new Reading(zone, minute, rounded(sum), Double.NaN, quality));
    }
}
