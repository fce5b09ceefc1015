package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.deliver.ResultRow;
import io.nightflow.forecast.CourseRecords;
import io.nightflow.night.JudgeNights;
import io.nightflow.night.MeasureNightFlow;
import io.nightflow.night.NightWindow;
import io.nightflow.night.NightWindows;
import io.nightflow.reading.Forecast;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Told;
import io.nightflow.reading.Unit;
import io.nightflow.store.Database;
import io.nightflow.store.ForecastStore;
import io.nightflow.store.NightStore;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The methods that need more than readings find it in the database. */
class AllMethodsTest {
    private static final Minute START = Minute.containing(Instant.parse("2026-03-20T00:00:00Z"));
    private static final SensorId SENSOR = new SensorId("dma");
    private static final int DAY = 1_440;
    private static final Range ANY = new Range(-1e6, 1e6);

    private static final MeteringPoints POINTS =
            new MeteringPoints(Map.of(), new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY));
    private static final NightWindows NIGHTS = new NightWindows(
            new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), ZoneOffset.UTC),
            new NightWindow(LocalTime.of(2, 0), LocalTime.of(5, 0), ZoneOffset.UTC),
            POINTS);

    @TempDir
    private Path folder;

    private Database database;
    private Minute now = START;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("nightflow.db"));
        new ReadingStore(database, 9).listSensors(List.of(SENSOR)).join();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void prediction_compares_ten_minutes_with_the_forecast_of_the_day_before() throws SQLException {
        ForecastStore forecasts = new ForecastStore(database);
        CourseRecords.Course ten = new CourseRecords.Course("m", Collections.nCopies(25, new Forecast(10, 9, 11)));
        for (int hour = 0; hour <= 50; hour++) {
            Minute madeAt = START.plus(60L * hour - DAY);
            forecasts
                    .save(new CourseRecords.Run(
                            madeAt, Map.of(SENSOR, Map.of(Quantity.FLOW, ten)), 1, List.of(), List.of()))
                    .join();
        }
        live(0, 2 * DAY, 10.1);
        live(2 * DAY, 60, 7);
        assertThat(stages(2 * DAY - 1)).isEqualTo("0505");
        assertThat(stages(2 * DAY + 8)).as("not the end of ten minutes").isEqualTo("0555");
        assertThat(stages(2 * DAY + 19)).isEqualTo("0545");
        assertThat(reason(2 * DAY + 19))
                .isEqualTo("flow 30 % below the forecast made the day before (7 against 10 m3/h)");
    }

    @Test
    void night_compares_ten_minutes_with_the_nights_before() throws SQLException {
        List<Reading> history = new ArrayList<>();
        for (int i = -20 * DAY; i < 0; i++) {
            history.add(new Reading(SENSOR, START.plus(i), 10 + Math.floorMod(i, 30) / 10 * 0.1, 4, Quality.GOOD));
        }
        new ReadingStore(database, 9).append(history, ReadingStore.Kind.HISTORY).join();
        measure();
        live(0, 200, 10);
        live(200, 40, 13.5);
        assertThat(stages(119)).as("before the hours of the minimum").isEqualTo("0555");
        assertThat(stages(129)).isEqualTo("0550");
        assertThat(stages(219)).isEqualTo("0553");
        assertThat(reason(219)).isEqualTo("night flow 34 % over the usual minimum night flow (13.5 against 10.1 m3/h)");
    }

    private void measure() {
        JudgeNights judge = new JudgeNights(NIGHTS, POINTS, Duration.ofSeconds(60), () -> now.start());
        new MeasureNightFlow(new NightStore(database), NIGHTS, judge, Duration.ofSeconds(60), () -> now.start())
                .measureDue();
    }

    private void live(int from, int minutes, double flow) {
        List<Reading> list = new ArrayList<>();
        for (int i = from; i < from + minutes; i++) {
            list.add(new Reading(SENSOR, START.plus(i), flow + 0.01 * (i % 3 - 1), 4, Quality.GOOD));
        }
        new ReadingStore(database, 9).append(list, ReadingStore.Kind.LIVE).join();
        now = START.plus(from + minutes);
        new DetectOutliers(
                        new ResultStore(database),
                        new OutlierDetector(DetectionRules.usual(ZoneOffset.UTC)),
                        POINTS,
                        NIGHTS,
                        ResultRow::of,
                        Duration.ofDays(9),
                        () -> now.start())
                .judgeDue();
    }

    @Test
    void a_leak_is_told_at_the_end_of_the_second_high_night_and_when_it_has_ended() throws SQLException {
        List<Reading> history = new ArrayList<>();
        for (int i = -20 * DAY; i < 0; i++) {
            history.add(new Reading(SENSOR, START.plus(i), 10, 4, Quality.GOOD));
        }
        new ReadingStore(database, 9).append(history, ReadingStore.Kind.HISTORY).join();
        measure();
        live(0, DAY, 10.9);
        measure();
        assertThat(stages(299)).isEqualTo("0550");
        live(DAY, DAY, 10.9);
        measure();
        assertThat(stages(DAY + 299)).isEqualTo("0551");
        assertThat(reason(DAY + 299))
                .isEqualTo("minimum night flow 9 % over the usual (10.9 against 10 m3/h), two nights in a row");
        live(2 * DAY, 2 * DAY, 10);
        measure();
        measure();
        assertThat(query("SELECT verdict || ' ' || windows || '/' || expected FROM night ORDER BY night DESC LIMIT 6"))
                .containsExactly(
                        "NORMAL 18/18", "ALARM 18/18", "ALARM 18/18", "HIGH 18/18", "NORMAL 18/18", "NORMAL 18/18");
        assertThat(query("SELECT reason FROM alert WHERE event = 'leak' AND method = 'night' ORDER BY number"))
                .extracting(Told::inEnglish)
                .containsExactly(
                        "minimum night flow 9 % over the usual (10.9 against 10 m3/h), since " + day(0)
                                + " about 43 m3",
                        "flow is back to the usual; it lasted 3 nights, about 43 m3");
    }

    private static LocalDate day(int days) {
        return START.plus((long) days * DAY).start().atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Test
    void leakage_is_what_flows_over_legitimate_use_weighed_by_the_pressure_of_the_day() throws SQLException {
        MeteringPoint.District district = new MeteringPoint.District(2, 100, 0.5);
        MeteringPoint point = new MeteringPoint(
                SENSOR,
                Unit.M3_PER_HOUR,
                Unit.BAR,
                ANY,
                ANY,
                MeteringPoint.MeterFlows.UNKNOWN,
                Optional.empty(),
                district,
                MeteringPoint.Register.CUBIC_METRES,
                1);
        List<Reading> day = new ArrayList<>();
        for (int i = -DAY + 300; i < 300; i++) {
            day.add(new Reading(SENSOR, START.plus(i), 10, i >= 120 ? 4 : 1, Quality.GOOD));
        }
        new ReadingStore(database, 9).append(day, ReadingStore.Kind.HISTORY).join();
        now = START.plus(400);
        MeteringPoints points = new MeteringPoints(Map.of(SENSOR, point), point);
        JudgeNights judge = new JudgeNights(NIGHTS, points, Duration.ofSeconds(60), () -> now.start());
        new MeasureNightFlow(new NightStore(database), NIGHTS, judge, Duration.ofSeconds(60), () -> now.start())
                .measureDue();
        // 8 m3/h net; 3 hours at the night's 4 bar, 21 at 1 bar: (1/4)^0.5 = 0.5 of it
        assertThat(query("SELECT net || ' ' || leakage || ' ' || per_connection FROM night"))
                .containsExactly("8.0 108.0 80.0");
    }

    private List<String> query(String sql) throws SQLException {
        return Rows.of(database, sql);
    }

    private String stages(int minute) throws SQLException {
        return one("SELECT printf('%04d', flow_stages) FROM reading WHERE minute = ", minute);
    }

    private String reason(int minute) throws SQLException {
        return Told.inEnglish(one("SELECT flow_reason FROM outlier WHERE minute = ", minute));
    }

    private String one(String sql, int minute) throws SQLException {
        try (Connection connection = database.readOnly().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery(sql + START.plus(minute).epochSecond())) {
            return row.next() ? row.getString(1) : "none";
        }
    }
}
