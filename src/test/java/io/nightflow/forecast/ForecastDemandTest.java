package io.nightflow.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightflow.deliver.WeekRow;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.store.Database;
import io.nightflow.store.ForecastStores;
import io.nightflow.store.ModelStore;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.Rows;
import io.nightflow.train.RandomModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forecasts from readings to rows, with the shipped model and with real files dropped beside it. */
@Tag("slow")
class ForecastDemandTest {
    private static final Minute START = Minute.containing(Instant.parse("2026-03-11T06:00:00Z"));
    private static final SensorId A = new SensorId("a");
    private static final SensorId B = new SensorId("b");
    private static final int DAY = 1_440;

    @TempDir
    private Path folder;

    private Instant now = START.start();
    private boolean good = true;
    private Database database;
    private Path models;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("nightflow.db"));
        models = folder.resolve("models");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private ForecastDemand forecasts(ZoneId zone) {
        return new ForecastDemand(
                ForecastStores.of(database),
                WeekRow::of,
                List.of(models),
                HourCalendar.PLAIN,
                zone,
                () -> now,
                () -> good);
    }

    private void history(SensorId sensor, Minute end, int days, ToDoubleFunction<Minute> flow) {
        List<Reading> readings = new ArrayList<>();
        for (int i = -days * DAY; i < 0; i++) {
            Minute minute = end.plus(i);
            readings.add(new Reading(sensor, minute, flow.applyAsDouble(minute), 3, Quality.GOOD));
        }
        new ReadingStore(database, 9)
                .append(readings, ReadingStore.Kind.HISTORY)
                .join();
    }

    private static double shape(Minute minute) {
        return 10 + 4 * Math.sin(2 * Math.PI * (minute.epochSecond() % 86_400) / 86_400.0);
    }

    private void ship() throws IOException {
        Files.createDirectories(models);
        for (String file : List.of("flow.onnx", "flow.json")) {
            Files.copy(Path.of("config/models", file), models.resolve(file));
        }
    }

    private String one(String sql) throws SQLException {
        List<String> rows = Rows.of(database, sql);
        assertThat(rows).as(sql).hasSize(1);
        return rows.get(0);
    }

    @Test
    void missed_hours_are_forecast_from_what_lay_before_them_and_the_day_before_is_kept() throws SQLException {
        history(A, START, 15, minute -> minute.epochSecond() / 3_600 % 24);
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.forecastDue();
            assertThat(one("SELECT count(*) FROM forecast WHERE day_ahead = 0")).isEqualTo("168");
            now = START.plus(3 * 60).start();
            forecasts.forecastDue();
            forecasts.forecastDue();
            now = START.plus(DAY).start();
            forecasts.forecastDue();
        }
        assertThat(Rows.of(
                        database,
                        "SELECT ((made_at - " + START.epochSecond() + ") / 3600) || ' ' || flow || ' ' || pressure"
                                + " FROM forecast WHERE day_ahead = 0 AND hour = made_at AND made_at <= "
                                + START.plus(180).epochSecond() + " ORDER BY hour"))
                .containsExactly("0 6.0 3.0", "1 7.0 3.0", "2 8.0 3.0", "3 9.0 3.0");
        assertThat(one("SELECT made_at || ' ' || flow FROM forecast WHERE day_ahead = 1 AND hour = "
                        + START.plus(DAY).epochSecond()))
                .isEqualTo(START.epochSecond() + " 6.0");
    }

    @Test
    void an_hour_needs_45_believed_minutes() throws SQLException {
        history(A, START, 8, minute -> 5);
        List<Reading> more = new ArrayList<>();
        for (int i = 0; i < 104; i++) {
            more.add(new Reading(A, START.plus(i), i, 3, Quality.GOOD));
        }
        new ReadingStore(database, 9).append(more, ReadingStore.Kind.HISTORY).join();
        now = START.plus(120).start();
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.forecastDue();
            assertThat(Rows.of(
                            database,
                            "SELECT coalesce(flow, 'none') || ' ' || flow_minutes FROM hour_mean"
                                    + " ORDER BY hour DESC LIMIT 2"))
                    .containsExactly("none 44", "29.5 60");
            new ReadingStore(database, 9)
                    .append(List.of(new Reading(A, START.plus(104), 104, 3, Quality.GOOD)), ReadingStore.Kind.LIVE)
                    .join();
            now = START.plus(180).start();
            forecasts.forecastDue();
        }
        assertThat(one("SELECT flow || ' ' || flow_minutes FROM hour_mean ORDER BY hour DESC LIMIT 1"))
                .isEqualTo("82.0 45");
    }

    @Test
    void nothing_is_expected_of_a_sensor_that_has_no_week() throws SQLException {
        history(A, START, 6, minute -> 5);
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.forecastDue();
        }
        assertThat(one("SELECT DISTINCT coalesce(flow, 'none') || ' ' || flow_model FROM forecast"))
                .isEqualTo("none none");
        assertThat(Rows.of(database, "SELECT result FROM outbox_hour")).isEmpty();
    }

    @Test
    void hours_follow_the_clock_over_its_change() throws SQLException {
        Minute end = Minute.containing(Instant.parse("2026-10-24T10:00:00Z"));
        ZoneId rome = ZoneId.of("Europe/Rome");
        history(A, end, 22, minute -> minute.start().atZone(rome).getHour());
        now = end.start();
        try (ForecastDemand forecasts = forecasts(rome)) {
            forecasts.forecastDue();
        }
        for (int hour = 0; hour < 167; hour++) {
            Minute at = end.plus(60L * hour);
            assertThat(one("SELECT flow FROM forecast WHERE day_ahead = 0 AND hour = " + at.epochSecond()))
                    .as(at.toString())
                    .isEqualTo("" + (double) at.start().atZone(rome).getHour());
        }
    }

    @Test
    void what_was_best_in_the_last_28_days_is_served_and_named() throws Exception {
        ship();
        Random random = new Random(4);
        double[] days = random.doubles(70, -3, 3).toArray();
        history(A, START, 66, minute -> shape(minute) + random.nextGaussian());
        history(B, START, 66, minute -> 10 + days[(int) ((minute.epochSecond() / 86_400 + 1) / 2 % 70)]);
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.takeModels();
            forecasts.forecastDue();
            ForecastReport.Served flow = forecasts.report().served(Quantity.FLOW);
            assertThat(flow.sensors())
                    .isEqualTo(one("SELECT group_concat(flow_model || ' 1', ', ') FROM"
                            + " (SELECT DISTINCT flow_model FROM forecast ORDER BY 1)"));
            assertThat(flow.errorPercent()).isLessThan(100).isCloseTo(Double.parseDouble(one("""
                            WITH score AS (SELECT sensor, forecast, sum(error) / sum(hours) AS mean FROM forecast_score
                                WHERE quantity = 'flow' GROUP BY sensor, forecast)
                            SELECT 100 * avg(best / last) FROM (SELECT min(mean) AS best,
                                max(CASE WHEN forecast = 'last-week' THEN mean END) AS last FROM score GROUP BY sensor)
                            """)), within(1e-6));
        }
        for (String sensor : List.of("a", "b")) {
            String best = one("SELECT forecast FROM forecast_score f JOIN sensor s ON s.id = f.sensor WHERE s.name = '"
                    + sensor + "' AND quantity = 'flow' GROUP BY forecast ORDER BY sum(error) / sum(hours) LIMIT 1");
            assertThat(one(
                            "SELECT DISTINCT flow_model FROM forecast f JOIN sensor s ON s.id = f.sensor WHERE s.name = '"
                                    + sensor + "'"))
                    .isEqualTo(best);
        }
        assertThat(one("SELECT count(DISTINCT flow_model) FROM forecast")).isEqualTo("2");
        assertThat(one("SELECT count(DISTINCT forecast) FROM forecast_score WHERE quantity = 'flow'"))
                .isEqualTo("6");
    }

    @Test
    void each_hour_is_scored_once_it_has_ended() throws Exception {
        ship();
        history(A, START.plus(DAY), 40, ForecastDemandTest::shape);
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.forecastDue();
            now = START.plus(4 * 60).start();
            forecasts.forecastDue();
            forecasts.forecastDue();
        }
        assertThat(Rows.of(database, "SELECT DISTINCT sum(hours) FROM forecast_score GROUP BY quantity, forecast"))
                .containsExactly("5");
        assertThat(Double.parseDouble(one("SELECT sum(error) / sum(hours) FROM forecast_score"
                        + " WHERE quantity = 'flow' AND forecast = 'last-hour'")))
                .isGreaterThan(0.1);
    }

    @Test
    void a_model_that_forecasts_worse_is_refused_and_may_be_forced() throws Exception {
        ship();
        Random random = new Random(4);
        history(A, START, 66, minute -> shape(minute) + random.nextGaussian());
        ModelStore store = new ModelStore(database);
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.takeModels();
            String shipped = store.versions().get(0).version();
            String useless = RandomModel.write(models, 1);
            forecasts.takeModels();
            assertThat(store.versions())
                    .extracting(version -> version.version() + " " + version.state())
                    .containsExactlyInAnyOrder(shipped + " IN_USE", useless + " REFUSED");
            assertThat(one("SELECT reason FROM model WHERE state = 'refused'"))
                    .startsWith("worse than model " + shipped + " on the last 28 days");
            forecasts.forecastDue();
            assertThat(forecasts.report().models()).containsExactly("flow " + shipped);
            store.use(Quantity.FLOW, useless).join();
            forecasts.takeModels();
            now = START.plus(60).start();
            forecasts.forecastDue();
            assertThat(forecasts.report().models()).containsExactly("flow " + useless);
        }
        try (ForecastDemand again = forecasts(ZoneOffset.UTC)) {
            again.takeModels();
            now = START.plus(120).start();
            again.forecastDue();
            assertThat(again.report().models()).as("after a restart").hasSize(1).doesNotContain("");
        }
    }

    /** On a busy machine the hour is forecast before the models are scored; whoever waits for them must not wait an hour. */
    @Test
    void a_model_that_is_taken_after_the_hour_was_forecast_is_said_to_run_at_once() throws Exception {
        ship();
        Random random = new Random(4);
        history(A, START, 66, minute -> shape(minute) + random.nextGaussian());
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.forecastDue();
            assertThat(forecasts.report().models()).isEmpty();
            String madeAt = forecasts.report().madeAt();
            forecasts.takeModels();
            assertThat(forecasts.report().models()).hasSize(1);
            assertThat(forecasts.report().madeAt()).isEqualTo(madeAt);
        }
    }

    @Test
    void a_half_copied_model_is_not_taken_and_the_whole_one_is() throws Exception {
        ship();
        byte[] whole = Files.readAllBytes(models.resolve("flow.onnx"));
        Files.write(models.resolve("flow.onnx"), java.util.Arrays.copyOf(whole, whole.length / 2));
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.takeModels();
            assertThat(new ModelStore(database).versions()).isEmpty();
            Files.write(models.resolve("flow.onnx"), whole);
            forecasts.takeModels();
            assertThat(new ModelStore(database).versions()).hasSize(1);
        }
    }

    @Test
    void a_clock_that_is_not_good_forecasts_nothing_and_forgets_nothing() throws SQLException {
        history(A, START, 15, ForecastDemandTest::shape);
        good = false;
        now = Instant.ofEpochSecond(100);
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.takeModels();
            forecasts.forecastDue();
            assertThat(Rows.of(database, "SELECT hour FROM forecast")).isEmpty();
            good = true;
            now = START.start();
            forecasts.forecastDue();
            assertThat(one("SELECT count(flow) FROM forecast WHERE day_ahead = 0"))
                    .isEqualTo("168");
        }
    }

    @Test
    void a_clock_that_was_ahead_takes_no_forecast_away() throws SQLException {
        history(A, START, 15, ForecastDemandTest::shape);
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.forecastDue();
            now = START.plus(400L * DAY).start();
            forecasts.forecastDue();
            now = START.plus(60).start();
            forecasts.forecastDue();
            assertThat(one("SELECT flow IS NOT NULL FROM forecast WHERE day_ahead = 0 AND hour = made_at AND made_at = "
                            + START.plus(60).epochSecond()))
                    .isEqualTo("1");
        }
    }

    @Test
    void an_hour_is_scored_once_though_a_model_was_taken_after_it() throws Exception {
        history(A, START.plus(DAY), 66, ForecastDemandTest::shape);
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.forecastDue();
        }
        now = START.plus(8 * 60).start();
        ship();
        try (ForecastDemand forecasts = forecasts(ZoneOffset.UTC)) {
            forecasts.takeModels();
            forecasts.forecastDue();
        }
        assertThat(one("SELECT max(hours) FROM forecast_score")).isEqualTo("24");
        assertThat(one("SELECT DISTINCT sum(hours) FROM forecast_score WHERE quantity = 'flow' GROUP BY forecast"))
                .isEqualTo("672");
    }
}
