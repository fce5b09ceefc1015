package io.nightflow.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.deliver.ResultRow;
import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.DetectionRules;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.night.NightWindow;
import io.nightflow.night.NightWindows;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.reading.Zone;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zone is the signed sum of its parts, once all are in, and again when one changes. */
class ZonesTest {
    private static final MeteringPoint ANY = new MeteringPoint(
            new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, new Range(-10_000, 10_000), new Range(0, 16));
    private static final Instant START = Instant.parse("2026-03-11T07:00:00Z");
    private static final Minute MINUTE = Minute.containing(START);
    private static final List<Zone> ZONES = List.of(
            new Zone(new SensorId("town"), List.of(part("a", 1), part("b", 1), part("c", -1))),
            new Zone(new SensorId("all"), List.of(part("town", 1), part("d", 0.5))));
    private static final MeteringPoints POINTS = new MeteringPoints(Map.of(), ANY, ZONES);

    @TempDir
    private Path folder;

    private Database database;
    private ReadingStore store;
    private CollectReadings collect;
    private Instant now = START;

    private static Zone.Part part(String sensor, double weight) {
        return new Zone.Part(new SensorId(sensor), weight);
    }

    @BeforeEach
    void open() throws SQLException {
        database = Database.open(folder.resolve("nightflow.db"));
        store = new ReadingStore(database, 1_000, ZONES);
        collect = new CollectReadings(
                store, ReadingStore.Kind.LIVE, POINTS, new AcceptedTimes(() -> now, Duration.ofMinutes(5)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void hear(String sensor, double flow, Quality quality) {
        collect.takeReadings(List.of(new Reading(new SensorId(sensor), MINUTE, flow, 4, quality)));
    }

    private List<String> zone(String id) throws SQLException {
        return rows("SELECT flow || ' ' || quality || ' ' || judged || ' ' || ifnull(pressure, 'none') FROM reading r"
                + " JOIN sensor s ON s.id = r.sensor WHERE s.name = '" + id + "' ORDER BY minute");
    }

    private List<String> rows(String sql) throws SQLException {
        return Rows.of(database, sql);
    }

    @Test
    void the_sum_is_there_once_all_parts_are() throws SQLException {
        hear("a", 10.1, Quality.GOOD);
        hear("c", 3, Quality.GOOD);
        assertThat(zone("town")).isEmpty();
        hear("b", 5.2, Quality.GOOD);
        assertThat(zone("town")).containsExactly("12.3 0 0 none");
        assertThat(zone("all")).isEmpty();
        hear("d", 4, Quality.GOOD);
        assertThat(zone("all")).containsExactly("14.3 0 0 none");
    }

    @Test
    void parts_of_one_group_of_lines_and_zones_of_zones_come_together() throws SQLException {
        collect.take(
                List.of("S,0,a,0,1,4", "S,0,b,0,2,4", "S,0,c,0,0.5,4", "S,0,d,0,1,4"), CollectReadings.Arrival.NOW);
        assertThat(zone("town")).containsExactly("2.5 0 0 none".replace(" 0 0", " 2 0"));
        assertThat(zone("all")).hasSize(1);
    }

    @Test
    void a_part_that_comes_again_makes_it_anew_and_due_again() throws SQLException {
        for (String part : List.of("a", "b", "c")) {
            hear(part, 10, Quality.GOOD);
        }
        now = START.plusSeconds(120);
        judge().judgeDue();
        assertThat(zone("town")).containsExactly("10.0 0 1 none");
        hear("a", 12, Quality.GOOD);
        assertThat(zone("town")).containsExactly("12.0 0 0 none");
        judge().judgeDue();
        hear("a", 12, Quality.GOOD);
        assertThat(zone("town")).as("nothing is new").containsExactly("12.0 0 1 none");
    }

    @Test
    void it_is_as_good_as_its_worst_part() throws SQLException {
        hear("a", 10, Quality.GOOD);
        hear("b", 10, Quality.INTERVAL);
        hear("c", 10, Quality.ESTIMATED);
        assertThat(zone("town")).containsExactly("10.0 " + Quality.ESTIMATED.ordinal() + " 0 none");
    }

    /** Of an hour: b each 5 minutes, the others each 15. */
    @Test
    void parts_of_5_and_15_minutes_give_quarters_of_an_hour() throws SQLException {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 120; minute++) {
            Minute at = MINUTE.plus(minute - 120);
            readings.add(new Reading(new SensorId("a"), at, 10 + minute / 15, 4, Quality.INTERVAL));
            readings.add(new Reading(new SensorId("c"), at, 1 + minute / 15 * 2, 4, Quality.INTERVAL));
            readings.add(new Reading(new SensorId("b"), at, minute / 5 * 3, 4, Quality.INTERVAL));
        }
        collect.takeReadings(readings.subList(0, 3 * 118));
        assertThat(zone("town")).as("the last quarter is not in yet").hasSize(105);
        collect.takeReadings(readings.subList(3 * 118, readings.size()));
        assertThat(rows(
                        "SELECT flow || ' ' || count(*) || ' ' || quality FROM reading r JOIN sensor s ON s.id = r.sensor"
                                + " WHERE s.name = 'town' GROUP BY flow, quality ORDER BY min(minute)"))
                .hasSize(8)
                .allSatisfy(row -> assertThat(row).endsWith(" 15 4"));
        assertThat(zone("town").get(0)).as("10 + the mean of 0, 3, 6 - 1").startsWith("12.0 ");
    }

    @Test
    void readings_under_its_name_are_refused() throws SQLException {
        hear("town", 7, Quality.GOOD);
        collect.take(List.of("S,0,town,0,7,4"), CollectReadings.Arrival.NOW);
        collect.takeText(List.of("town 7", "town 8"), "{sensor} {flow}", "", "", CollectReadings.Arrival.NOW);
        assertThat(zone("town")).isEmpty();
        assertThat(collect.rejections().totals()).containsEntry("of a zone, whose readings are sums of its parts", 4L);
    }

    @Test
    void what_is_missing_is_named() throws SQLException {
        ZoneParts parts = new ZoneParts(POINTS, store, Duration.ofMinutes(10), () -> now);
        hear("a", 1, Quality.GOOD);
        hear("d", 1, Quality.GOOD);
        assertThat(parts.troubles()).as("they may still come").isEmpty();
        now = START.plusSeconds(660);
        collect.takeReadings(List.of(new Reading(new SensorId("a"), Minute.containing(now), 1, 4, Quality.GOOD)));
        assertThat(parts.troubles())
                .containsExactly(
                        "zone town has no sum for 10 minutes, for want of b, c. Look for these meters",
                        "zone all has no sum for 10 minutes, for want of town, d. Look for these meters");
    }

    @Test
    void parts_that_come_once_an_hour_are_waited_for_as_long_as_they_usually_take() throws SQLException {
        for (String part : List.of("a", "b", "c", "d")) {
            hear(part, 1, Quality.GOOD);
        }
        ZoneParts parts = new ZoneParts(POINTS, store, Duration.ofMinutes(10), () -> now);
        now = START.plusSeconds(120);
        judge().judgeDue();
        now = START.plusSeconds(3_600);
        assertThat(parts.troubles()).as("their rhythm is not known yet").hasSize(2);
        database.write(connection ->
                        connection.createStatement().executeUpdate("UPDATE detection_memory SET pause = 60"))
                .join();
        assertThat(parts.troubles()).isEmpty();
        now = START.plusSeconds(3 * 3_600);
        assertThat(parts.troubles()).hasSize(2);
    }

    @Test
    void its_silence_says_for_want_of_which_part() throws SQLException {
        DetectOutliers judge = judge();
        for (int i = 0; i < 1_500; i++) {
            now = START.plusSeconds(60L * i);
            List<Reading> readings = new ArrayList<>();
            for (String part : i < 1_460 ? List.of("a", "b", "c") : List.of("a", "b")) {
                readings.add(new Reading(new SensorId(part), Minute.containing(now), 10 + i % 3, 4, Quality.GOOD));
            }
            collect.takeReadings(readings);
            judge.judgeDue();
        }
        assertThat(rows("SELECT sensor || ': ' || reason FROM alert WHERE event = 'sensor silent'"))
                .contains("town: zone_silent|10|c");
    }

    private DetectOutliers judge() {
        NightWindow night = new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), ZoneOffset.UTC);
        return new DetectOutliers(
                new ResultStore(database),
                new OutlierDetector(DetectionRules.usual(ZoneOffset.UTC)),
                POINTS,
                new NightWindows(night, night, POINTS),
                ResultRow::of,
                Duration.ofMinutes(10),
                () -> now);
    }
}
