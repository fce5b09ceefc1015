package io.nightflow.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightflow.deliver.ResultRow;
import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.DetectionRules;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.store.Database;
import io.nightflow.store.NightStore;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A leap year of minutes with gaps: equal to a plain computation, and the same whatever disturbs it. */
@Tag("long")
class NightYearTest {
    private static final LocalDate FIRST = LocalDate.of(2028, 1, 1);
    private static final int DAYS = 366;
    private static final int DISTURBED_DAYS = 70; // from February on, with the change to summer time
    private static final SensorId SENSOR = new SensorId("dma");
    private static final Range ANY = new Range(-1e6, 1e6);
    private static final MeteringPoints POINTS =
            new MeteringPoints(Map.of(), new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY));

    @TempDir
    private Path folder;

    private Minute now = new Minute(0);

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Rome", "Australia/Lord_Howe"})
    void a_year_is_equal_to_a_plain_computation(String zoneName) throws SQLException {
        ZoneId zone = ZoneId.of(zoneName);
        Minute start = start(zone);
        try (Database database = Database.open(folder.resolve("year.db"))) {
            for (int day = 0; day <= DAYS; day++) {
                List<Reading> readings = readings(start.plus(day * 1_440L), start.plus((day + 1) * 1_440L));
                new ReadingStore(database, 9)
                        .append(readings, ReadingStore.Kind.HISTORY)
                        .join();
            }
            now = start.plus((DAYS + 2) * 1_440L);
            measure(database, zone).measureDue();
            PlainNights plain = new PlainNights(zone, NightYearTest::flow);
            List<Night> nights =
                    new NightStore(database).nights(SENSOR, FIRST.plusDays(DAYS).toEpochDay());
            compare(database, nights, plain);
        }
    }

    private static void compare(Database database, List<Night> lastOnes, PlainNights plain) throws SQLException {
        Map<Long, Double> tens = tens(database);
        int compared = 0;
        plain.judge(FIRST);
        for (int day = 1; day < DAYS; day++) {
            LocalDate morning = FIRST.plusDays(day);
            for (Map.Entry<Long, Double> ten : plain.tens(morning).entrySet()) {
                assertThat(tens).containsKey(ten.getKey());
                assertThat(tens.get(ten.getKey())).isCloseTo(ten.getValue(), within(1e-9));
                compared++;
            }
            plain.judge(morning);
        }
        assertThat(compared)
                .isGreaterThan(12_000)
                .isEqualTo(plain.tensOf(FIRST.plusDays(1), FIRST.plusDays(DAYS), tens));
        assertThat(lastOnes).hasSize(120);
        for (Night night : lastOnes) {
            PlainNights.Judged expected = plain.judged(night.day());
            assertThat(night.verdict())
                    .as(LocalDate.ofEpochDay(night.day()).toString())
                    .isEqualTo(expected.verdict());
            if (night.verdict() != NightJudgement.Verdict.INCOMPLETE) {
                assertThat(night.mean()).isCloseTo(expected.mean(), within(1e-9));
                assertThat(night.measure().minimumTen()).isCloseTo(expected.minimumTen(), within(1e-9));
                assertThat(night.judgement().night().level())
                        .isCloseTo(expected.night().level(), within(1e-9));
                assertThat(night.measure().dayMean()).isEqualTo(expected.dayMean(), within(1e-9));
                assertThat(night.judgement().day().spread())
                        .as("%s %s %s", LocalDate.ofEpochDay(night.day()), night.judgement(), expected)
                        .isEqualTo(expected.day().spread(), within(1e-9));
                assertThat(night.judgement().sum()).isCloseTo(expected.sum(), within(1e-6));
                if (!Double.isNaN(expected.minimumHour())) {
                    assertThat(night.measure().minimumHour()).isCloseTo(expected.minimumHour(), within(1e-9));
                }
            }
        }
        assertThat(verdicts(database)).isEqualTo(plain.verdicts());
    }

    @Test
    void downtime_late_readings_and_clock_jumps_change_nothing_in_the_end() throws SQLException {
        ZoneId zone = ZoneId.of("Europe/Rome");
        List<String> plain = run("plain", zone, false);
        assertThat(plain).hasSizeGreaterThan(2_000);
        assertThat(run("disturbed", zone, true)).isEqualTo(plain);
    }

    /** Days through the live path, where disturbed in turns of half an hour to days. */
    private List<String> run(String name, ZoneId zone, boolean disturbed) throws SQLException {
        Random random = new Random(4);
        Minute start = Minute.containing(FIRST.plusMonths(1).atStartOfDay(zone).toInstant());
        List<Reading> held = new ArrayList<>();
        int end = DISTURBED_DAYS * 1_440;
        try (Database database = Database.open(folder.resolve(name + ".db"))) {
            ReadingStore store = new ReadingStore(database, 9);
            MeasureNightFlow measure = measure(database, zone);
            DetectOutliers detect = detect(database, zone);
            for (int at = 0; at < end; ) {
                int down = disturbed && random.nextDouble() < 0.03 ? random.nextInt(2_000) : 0;
                int next = Math.min(end, at + down + (disturbed ? 30 + random.nextInt(300) : 720));
                List<Reading> turn = readings(start.plus(at), start.plus(next));
                if (disturbed) {
                    turn = late(turn, held, random);
                }
                store.append(turn, ReadingStore.Kind.LIVE).join();
                now = start.plus(next + (disturbed ? jump(random) : 0));
                detect.judgeDue();
                measure.measureDue();
                at = next;
            }
            store.append(held, ReadingStore.Kind.LIVE).join();
            now = start.plus(end + 2_880L);
            detect.judgeDue();
            now = now.plus(3);
            detect.judgeDue(); // what came late has gathered by then
            measure.measureDue();
            measure.measureDue();
            return rows(database);
        }
    }

    /** Mostly none; else back or forth, up to a year. */
    private static long jump(Random random) {
        double kind = random.nextDouble();
        return kind < 0.9 ? 0 : kind < 0.95 ? -random.nextInt(525_600) : random.nextInt(525_600);
    }

    /** Keeps back some readings, and lets go those that were kept before. */
    private static List<Reading> late(List<Reading> turn, List<Reading> held, Random random) {
        List<Reading> released = new ArrayList<>(held);
        held.clear();
        for (Reading reading : turn) {
            (random.nextDouble() < 0.002 ? held : released).add(reading);
        }
        return released;
    }

    private MeasureNightFlow measure(Database database, ZoneId zone) {
        NightWindows nights = nights(zone);
        Duration grace = Duration.ofSeconds(60);
        return new MeasureNightFlow(
                new NightStore(database),
                nights,
                new JudgeNights(nights, POINTS, grace, () -> now.start()),
                grace,
                () -> now.start());
    }

    private DetectOutliers detect(Database database, ZoneId zone) {
        return new DetectOutliers(
                new ResultStore(database),
                new OutlierDetector(DetectionRules.usual(zone)),
                POINTS,
                nights(zone),
                ResultRow::of,
                Duration.ofDays(900),
                () -> now.start());
    }

    private static NightWindows nights(ZoneId zone) {
        return new NightWindows(
                new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), zone),
                new NightWindow(LocalTime.of(2, 0), LocalTime.of(5, 0), zone),
                POINTS);
    }

    private static Minute start(ZoneId zone) {
        return Minute.containing(FIRST.atStartOfDay(zone).toInstant());
    }

    private static List<Reading> readings(Minute from, Minute to) {
        List<Reading> readings = new ArrayList<>();
        for (Minute minute = from; minute.isBefore(to); minute = minute.plus(1)) {
            double flow = flow(minute);
            if (!Double.isNaN(flow)) {
                readings.add(new Reading(SENSOR, minute, flow, Double.NaN, Quality.GOOD));
            }
        }
        return readings;
    }

    /** 3 % of the minutes are missing, and some half days; a leak in every third month. */
    private static double flow(Minute minute) {
        Random random = new Random(minute.epochSecond() * 7 + 1);
        random.nextLong();
        boolean gap = new Random(minute.epochSecond() / 43_200 * 13).nextInt(20) == 0;
        if (gap || random.nextDouble() < 0.03) {
            return Double.NaN;
        }
        double leak = minute.epochSecond() / 86_400 / 10 % 9 == 0 ? 4 : 0;
        return 20 + leak + random.nextGaussian() + 0.2 * (minute.epochSecond() / 86_400 % 7);
    }

    private static Map<Long, Double> tens(Database database) throws SQLException {
        Map<Long, Double> tens = new java.util.HashMap<>();
        try (Connection connection = database.readOnly().getConnection();
                ResultSet row = connection.createStatement().executeQuery("SELECT minute, mean FROM night_flow")) {
            while (row.next()) {
                tens.put(row.getLong(1), row.getDouble(2));
            }
        }
        return tens;
    }

    private static List<String> verdicts(Database database) throws SQLException {
        List<String> verdicts = new ArrayList<>();
        try (Connection connection = database.readOnly().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT night, verdict FROM night WHERE night >= "
                                + FIRST.toEpochDay() + " AND night < "
                                + FIRST.plusDays(DAYS).toEpochDay() + " ORDER BY night")) {
            while (row.next()) {
                verdicts.add(LocalDate.ofEpochDay(row.getLong(1)) + " " + row.getString(2));
            }
        }
        return verdicts;
    }

    private static List<String> rows(Database database) throws SQLException {
        return Rows.of(
                database,
                "SELECT 'ten ' || minute || ' ' || mean || ' ' || minutes FROM night_flow UNION ALL"
                        + " SELECT 'night ' || night || ' ' || coalesce(mean, '-') || ' ' || verdict || ' ' ||"
                        + " windows FROM night UNION ALL"
                        + " SELECT 'stages ' || minute || ' ' || flow_stages FROM reading"
                        + " WHERE flow_stages % 10 BETWEEN 1 AND 4 ORDER BY 1");
    }
}
