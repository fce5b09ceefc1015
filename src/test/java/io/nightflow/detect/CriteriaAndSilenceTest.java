package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.deliver.ResultRow;
import io.nightflow.night.NightWindow;
import io.nightflow.night.NightWindows;
import io.nightflow.reading.Alert;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.reading.Told;
import io.nightflow.reading.Unit;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Audience;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.SiteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CriteriaAndSilenceTest {
    private static final Minute START = Minute.containing(Instant.parse("2026-03-20T00:00:00Z"));
    private static final SensorId SENSOR = new SensorId("dma");
    private static final Range ANY = new Range(-1e6, 1e6);
    private static final int DAY = 1_440;

    @TempDir
    private Path folder;

    private Minute now = START;
    private Database database;
    private ReadingStore readings;
    private CriteriaStore store;
    private RefreshCriteria refresh;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("nightflow.db"));
        readings = new ReadingStore(database, 10);
        store = new CriteriaStore(database);
        DetectionRules rules = DetectionRules.usual(ZoneOffset.UTC);
        refresh = new RefreshCriteria(store, rules, Duration.ofDays(91), Duration.ofDays(91), () -> now.start());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_sensor_gets_criteria_with_two_weeks_of_readings_and_new_ones_when_they_are_old() {
        history(13);
        refresh.refreshDue();
        assertThat(store.versions()).isEmpty();
        history(16);
        refresh.refreshDue();
        refresh.refreshDue();
        assertThat(store.versions()).hasSize(2).allMatch(CriteriaRecords.Version::isInUse);
        CriteriaRecords.Version flow = store.versions().get(0);
        assertThat(flow.quantity()).isEqualTo(Quantity.FLOW);
        assertThat(flow.mean()).isBetween(9.9, 10.1);
        assertThat(flow.from()).isEqualTo(START.plus(-16L * DAY));
        assertThat(flow.to()).isEqualTo(START);
        now = START.plus(92L * DAY);
        live(DAY * 76, DAY * 16, 5);
        refresh.refreshDue();
        assertThat(store.versions())
                .extracting(v -> v.quantity().word() + v.version() + (v.isInUse() ? "*" : ""))
                .containsExactly("flow2*", "flow1", "pressure2*", "pressure1");
        assertThat(refresh.restore(SENSOR, Quantity.FLOW, 1)).isTrue();
        assertThat(refresh.restore(SENSOR, Quantity.FLOW, 7)).isFalse();
        assertThat(store.versions())
                .extracting(v -> v.quantity().word() + v.version() + (v.isInUse() ? "*" : ""))
                .containsExactly("flow2", "flow1*", "pressure2*", "pressure1");
    }

    @Test
    void a_seed_serves_until_there_is_history() {
        readings.listSensors(List.of(SENSOR)).join();
        List<String> lines = new ArrayList<>(List.of("sensor,quantity,day,hour,usual,spread"));
        for (int hour = 0; hour < 24; hour++) {
            lines.add("dma,flow,*," + hour + ",10,0.5");
        }
        Map<CriteriaFile.Key, Criteria> seed = CriteriaFile.parse(lines).criteria();
        refresh.seed("first.csv", seed);
        refresh.seed("first.csv", seed);
        assertThat(store.versions())
                .singleElement()
                .satisfies(version -> assertThat(version.source()).isEqualTo("first.csv"));
        live(0, 60, 10);
        assertThat(alerts()).isEmpty();
        live(60, 50, 20);
        assertThat(alerts())
                .singleElement()
                .satisfies(alert ->
                        assertThat(Told.inEnglish(alert.reason())).contains("% over the usual Friday 01:00 ("));
        history(16);
        refresh.refreshDue();
        assertThat(store.versions()).extracting(CriteriaRecords.Version::source).contains("history", "first.csv");
    }

    @Test
    void a_wrong_seed_is_told_by_line() {
        CriteriaFile.Content content = CriteriaFile.parse(List.of(
                "sensor,quantity,day,hour,usual,spread",
                "dma,flow,8,0,1,1",
                "dma,flow,1,24,1,1",
                "dma,flow,1,0,x,1",
                "dma,heat,1,0,1,1",
                "dma",
                "dma,flow,1,0,1,1"));
        assertThat(content.criteria()).isEmpty();
        assertThat(content.faults())
                .containsExactly(
                        ":2: day must be 1 (Monday) to 7 or *, hour 0 to 23 (got 8,0)",
                        ":3: day must be 1 (Monday) to 7 or *, hour 0 to 23 (got 1,24)",
                        ":4: usual and spread must be plain numbers such as 10.5, spread not below 0 (got x,1)",
                        ":5: must start with a sensor and flow or pressure (got dma,heat)",
                        ":6: must have 6 fields (got dma)");
        assertThat(CriteriaFile.parse(List.of("sensor,quantity,day,hour,usual,spread", "dma,flow,1,0,1,1"))
                        .faults())
                .containsExactly(": dma flow: must have all 168 hours of a week (got 1)");
    }

    @Test
    void history_is_believed_below_the_stage_from_which_alerts_are_sent() throws SQLException {
        live(0, 3, 10);
        List<Double> flows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"))) {
            connection
                    .createStatement()
                    .execute("UPDATE reading SET flow_stages = 2555 WHERE minute = " + START.epochSecond());
        }
        for (Stage alert : List.of(Stage.CAUTION, Stage.ALERT)) {
            store.history(SENSOR, START, START.plus(1), alert, (minute, flow, pressure) -> flows.add(flow));
        }
        assertThat(flows).containsExactly(Double.NaN, 9.9);
    }

    @Test
    void a_sensor_that_stops_sending_is_told_once_and_again_when_it_is_back() {
        readings.listSensors(List.of(SENSOR)).join();
        DetectOutliers detect = minuteByMinute(0, 10);
        for (int i = 10; i < 40; i++) {
            now = START.plus(i);
            detect.judgeDue();
        }
        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.minute()).isEqualTo(START.plus(10)));
        live(50, 1, 10);
        assertThat(alerts())
                .extracting(alert -> Told.inEnglish(alert.reason()))
                .containsExactly("nothing was heard for 15 minutes", "heard again after 40 minutes");
    }

    @Test
    void a_logger_that_writes_a_file_an_hour_is_silent_only_once_a_file_is_missing() {
        readings.listSensors(List.of(SENSOR)).join();
        DetectOutliers detect = detect();
        for (int i = 0; i < 360; i++) {
            now = START.plus(i);
            if (i > 0 && i % 60 == 0) {
                append(i - 60, 60);
            }
            detect.judgeDue();
        }
        assertThat(alerts()).isEmpty();
        assertThat(new SiteStore(database).last(now))
                .as("what the page calls silent")
                .singleElement()
                .satisfies(last -> assertThat(last.pause()).isEqualTo(60));
        for (int i = 360; alerts().isEmpty(); i++) {
            now = START.plus(i);
            detect.judgeDue();
        }
        assertThat(alerts())
                .singleElement()
                .satisfies(alert ->
                        assertThat(Told.inEnglish(alert.reason())).isEqualTo("nothing was heard for 120 minutes"));
        append(300, 120);
        detect.judgeDue();
        assertThat(Told.inEnglish(alerts().get(1).reason())).isEqualTo("heard again, nothing is missing");
    }

    @Test
    void a_meter_that_was_away_once_is_called_silent_as_soon_as_before() {
        readings.listSensors(List.of(SENSOR)).join();
        minuteByMinute(0, 10);
        append(10, 490); // its own memory, once it is back
        DetectOutliers detect = minuteByMinute(500, 60);
        for (int i = 561; alerts().isEmpty(); i++) {
            now = START.plus(i);
            detect.judgeDue();
        }
        assertThat(alerts())
                .singleElement()
                .satisfies(alert ->
                        assertThat(Told.inEnglish(alert.reason())).isEqualTo("nothing was heard for 15 minutes"));
    }

    @Test
    void a_gateway_that_was_down_itself_blames_no_sensor() {
        readings.listSensors(List.of(SENSOR)).join();
        minuteByMinute(0, 10);
        now = START.plus(500);
        DetectOutliers restarted = detect();
        restarted.judgeDue();
        for (int i = 500; i < 515; i++) {
            now = START.plus(i);
            restarted.judgeDue();
        }
        assertThat(alerts()).isEmpty();
        now = START.plus(516);
        restarted.judgeDue();
        assertThat(alerts()).hasSize(1);
    }

    private List<Alert> alerts() {
        return new AlertStore(database)
                .toStage(Audience.DEVICE, new Minute(0), 99).stream()
                        .map(AlertStore.Numbered::alert)
                        .toList();
    }

    private void history(int days) {
        List<Reading> list = new ArrayList<>();
        for (int i = -days * DAY; i < 0; i++) {
            list.add(reading(i, 10));
        }
        readings.append(list, ReadingStore.Kind.HISTORY).join();
    }

    private DetectOutliers live(int from, int minutes, double flow) {
        DetectOutliers detect = detect();
        append(from, minutes, flow);
        now = START.plus(from + minutes);
        detect.judgeDue();
        return detect;
    }

    private DetectOutliers minuteByMinute(int from, int minutes) {
        DetectOutliers detect = detect();
        for (int i = from; i < from + minutes; i++) {
            append(i, 1);
            now = START.plus(i + 1);
            detect.judgeDue();
        }
        return detect;
    }

    private void append(int from, int minutes) {
        append(from, minutes, 10);
    }

    private void append(int from, int minutes, double flow) {
        List<Reading> list = new ArrayList<>();
        for (int i = from; i < from + minutes; i++) {
            list.add(reading(i, flow));
        }
        readings.append(list, ReadingStore.Kind.LIVE).join();
    }

    private static Reading reading(int minute, double flow) {
        double wobble = flow * (1 + 0.01 * (Math.floorMod(minute * 7, 11) - 5) / 5.0);
        return new Reading(SENSOR, START.plus(minute), wobble, 4 + 0.01 * (Math.abs(minute) % 7), Quality.GOOD);
    }

    private DetectOutliers detect() {
        NightWindow night = new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), ZoneOffset.UTC);
        MeteringPoint any = new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY);
        MeteringPoints points = new MeteringPoints(Map.of(), any);
        return new DetectOutliers(
                new ResultStore(database),
                new OutlierDetector(DetectionRules.usual(ZoneOffset.UTC)),
                points,
                new NightWindows(night, night, points),
                ResultRow::of,
                Duration.ofMinutes(15),
                () -> now.start());
    }
}
