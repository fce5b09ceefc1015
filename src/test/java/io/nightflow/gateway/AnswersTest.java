package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightflow.night.JudgeNights;
import io.nightflow.night.MeasureNightFlow;
import io.nightflow.night.NightWindow;
import io.nightflow.night.NightWindows;
import io.nightflow.operate.AlertDesk;
import io.nightflow.operate.NightDesk;
import io.nightflow.reading.Alert;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Told;
import io.nightflow.reading.Unit;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Audience;
import io.nightflow.store.Database;
import io.nightflow.store.NightStore;
import io.nightflow.store.PlannedWorks;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.SensorNames;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people answer, and what the nights and the alerts make of it. */
@Tag("slow")
class AnswersTest {
    private static final SensorId SENSOR = new SensorId("dma-1");
    private static final Minute START = Minute.containing(Instant.parse("2026-03-02T00:00:00Z"));
    private static final int DAY = 1_440;
    private static final NightWindow NIGHT = new NightWindow(LocalTime.of(2, 0), LocalTime.of(5, 0), ZoneOffset.UTC);
    private static final Range ANY = new Range(-1e6, 1e6);
    private static final MeteringPoints POINTS =
            new MeteringPoints(Map.of(), new MeteringPoint(SENSOR, Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY));

    @TempDir
    private Path folder;

    private Database database;
    private Instant now = START.start();
    private int usualAfter;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("nightflow.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_leak_is_told_each_week_until_somebody_answers() throws Exception {
        nights(0, 20, 10);
        nights(20, 20, 13);
        assertThat(leaks())
                .hasSize(3)
                .allMatch(alert -> !alert.isEnd())
                .extracting(alert -> (alert.minute().epochSecond() - START.epochSecond()) / 86_400)
                .containsExactly(21L, 28L, 35L);
        assertThat(Told.inEnglish(leaks().get(2).reason()))
                .contains(" 30 % over the usual (13 against 10 m3/h), since 2026-03-22 about ");
        AlertDesk desk = new AlertDesk(database, ZoneOffset.UTC, () -> now, AlertWords.ENGLISH);
        assertThat(desk.answer(3, "new-usual", "kim", "a new dairy")).contains("was new usual");
        assertThat(desk.list(Optional.of("dma-1"), 9).get(0)).endsWith("[new usual by kim]");
        nights(40, 6, 13);
        assertThat(leaks().get(3).isEnd()).isTrue();
        assertThat(Told.inEnglish(leaks().get(3).reason()))
                .startsWith("answered: new usual, by kim; until then 20 nights");
        assertThat(leaks()).hasSize(4);
        assertThat(new NightDesk(database, () -> now).explain("dma-1", "2026-04-11"))
                .anyMatch(line -> line.matches("baseline +13 m3/h.*"))
                .anyMatch(line -> line.startsWith("sum "));
        assertThatThrownBy(() -> desk.answer(99, "found", "", "")).hasMessageContaining("there is no alert 99");
    }

    @Test
    void a_reading_of_the_day_that_comes_late_is_in_the_night_after_it() {
        readings(0, 3, 10);
        for (int minute = 300; minute < 2 * DAY + 120; minute++) {
            if (minute % DAY < 120 || minute % DAY >= 300) {
                add(minute, 40);
            }
        }
        now = START.plus(3L * DAY).start();
        measure();
        double rest = 40 * 21.0 / 24 + 10 * 3.0 / 24;
        assertThat(new NightStore(database).nights(SENSOR, Long.MAX_VALUE))
                .extracting(night -> night.measure().dayMean())
                .containsExactly(rest, rest, Double.NaN);
        for (int minute = -1_140; minute < 120; minute++) {
            add(minute, 40);
        }
        measure();
        assertThat(new NightStore(database)
                        .nights(SENSOR, Long.MAX_VALUE)
                        .get(2)
                        .measure()
                        .dayMean())
                .isEqualTo(rest);
    }

    @Test
    void a_day_whose_readings_are_no_longer_kept_stays_as_it_was() {
        readings(0, 2, 10);
        for (int minute = 300; minute < DAY + 120; minute++) {
            add(minute, 40);
        }
        now = START.plus(3L * DAY).start();
        measure();
        List<Night> nights = new NightStore(database).nights(SENSOR, Long.MAX_VALUE);
        assertThat(nights.get(0).measure().dayMean()).isCloseTo(36.25, within(1e-9));
        database.commit(connection -> connection.createStatement().execute("DELETE FROM reading"));
        database.commit(connection ->
                connection.createStatement().execute("INSERT INTO due_night SELECT night, sensor FROM night"));
        measure();
        assertThat(new NightStore(database).nights(SENSOR, Long.MAX_VALUE)).isEqualTo(nights);
    }

    private void add(int minute, double flow) {
        Reading reading = new Reading(SENSOR, START.plus(minute), flow, Double.NaN, Quality.GOOD);
        new ReadingStore(database, 9).append(List.of(reading), ReadingStore.Kind.HISTORY);
    }

    @Test
    void a_leak_that_nobody_answers_goes_on_in_words_where_the_settings_say_so() {
        usualAfter = 30; // the setting begins at 400
        nights(0, 20, 10);
        nights(20, 40, 13);
        assertThat(Told.inEnglish(leaks().get(leaks().size() - 1).reason()))
                .startsWith("goes on since 2026-03-22 (31 nights, about ")
                .endsWith("taken as the usual from now on");
        assertThat(leaks().stream().filter(Alert::isEnd)).hasSize(1);
    }

    @Test
    void a_leak_in_history_that_still_runs_is_told_once_it_is_read_in() {
        readings(0, 20, 10);
        readings(20, 40, 13);
        now = START.plus(60L * DAY).start();
        measure();
        assertThat(leaks())
                .isNotEmpty()
                .allMatch(alert -> Told.inEnglish(alert.reason()).contains("since 2026-03-22"));
    }

    @Test
    void planned_work_is_kept_and_told_in_one_afterwards_but_what_goes_on_is_told() throws Exception {
        new ReadingStore(database, 9).listSensors(List.of(SENSOR)).join();
        AlertDesk desk = new AlertDesk(database, ZoneOffset.UTC, () -> now, AlertWords.ENGLISH);
        desk.pause("dma-1", "2026-03-02T08:00", "2026-03-02T10:00", "flushing", "kim");
        AlertStore store = new AlertStore(database);
        store.add(List.of(
                        event(8 * 60 + 10, EventKind.BURST, false),
                        event(8 * 60 + 40, EventKind.BURST, true),
                        event(9 * 60, EventKind.LOW_FLOW, false)))
                .join();
        PlannedWorks works = new PlannedWorks(database);
        works.tellEnded(START.plus(10 * 60 + 20)).join();
        assertThat(store.toStage(Audience.DEVICE, new Minute(0), 9))
                .as("within the half hour")
                .isEmpty();
        works.tellEnded(START.plus(10 * 60 + 31)).join();
        assertThat(store.toStage(Audience.DEVICE, new Minute(0), 9))
                .extracting(waiting -> waiting.alert().event())
                .containsExactly(EventKind.LOW_FLOW, EventKind.PLANNED_WORK);
        assertThat(Told.inEnglish(store.toStage(Audience.DEVICE, new Minute(0), 9)
                        .get(1)
                        .alert()
                        .reason()))
                .isEqualTo("flushing (announced by kim) is over; not told: 1 x burst");
        assertThat(desk.list(Optional.empty(), 9)).anyMatch(line -> line.contains("burst starts (planned)"));
        assertThatThrownBy(() -> desk.pause("nobody", "2026-03-02T08:00", "2026-03-02T10:00", "x", ""))
                .hasMessageContaining("there is no sensor nobody");
    }

    @Test
    void a_sensor_with_a_new_name_keeps_its_nights_and_alerts() {
        nights(0, 20, 10);
        nights(20, 4, 13);
        SensorId renamed = new SensorId("north");
        assertThat(new SensorNames(database).rename(SENSOR, renamed).join()).isEmpty();
        assertThat(new NightStore(database).nights(renamed, Long.MAX_VALUE)).hasSize(24);
        assertThat(new AlertStore(database).isOpen(renamed, EventKind.LEAK)).isTrue();
        assertThat(new SensorNames(database).rename(SENSOR, renamed).join()).contains("no such sensor");
    }

    private static Alert event(int minute, EventKind kind, boolean isEnd) {
        return Alert.ofSensor(SENSOR, START.plus(minute), kind, isEnd, 1, Reason.NONE);
    }

    private List<Alert> leaks() {
        return new AlertStore(database)
                .toStage(Audience.DEVICE, new Minute(0), 99).stream()
                        .map(AlertStore.Numbered::alert)
                        .filter(alert -> alert.event() == EventKind.LEAK)
                        .toList();
    }

    /** Each day's night is judged in its morning. */
    private void nights(int from, int days, double flow) {
        for (int day = from; day < from + days; day++) {
            readings(day, 1, flow);
            now = START.plus((long) day * DAY + 400).start();
            measure();
        }
    }

    private void measure() {
        NightWindows nights = new NightWindows(NIGHT, NIGHT, POINTS, day -> false, usualAfter);
        Duration grace = Duration.ofMinutes(1);
        JudgeNights judge = new JudgeNights(nights, POINTS, grace, () -> now);
        new MeasureNightFlow(new NightStore(database), nights, judge, grace, () -> now).measureDue();
    }

    private void readings(int from, int days, double flow) {
        List<Reading> list = new ArrayList<>();
        for (int day = from; day < from + days; day++) {
            for (int minute = 120; minute < 300; minute++) {
                list.add(new Reading(SENSOR, START.plus((long) day * DAY + minute), flow, Double.NaN, Quality.GOOD));
            }
        }
        new ReadingStore(database, 9).append(list, ReadingStore.Kind.HISTORY).join();
    }
}
