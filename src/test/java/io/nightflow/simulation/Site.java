package io.nightflow.simulation;

import io.nightflow.detect.CriteriaFile;
import io.nightflow.detect.DetectionRules;
import io.nightflow.detect.RefreshCriteria;
import io.nightflow.night.NightWindow;
import io.nightflow.night.NightWindows;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.simulator.VirtualSensor;
import io.nightflow.simulator.VirtualSensor.Event;
import io.nightflow.simulator.VirtualSensor.Kind;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is the same in every run: four metering points with events in a short night, and what was usual of them before. */
final class Site {
    /** Ten minutes before the night. */
    static final Instant START = Instant.parse("2026-03-19T23:50:00Z");

    /** How long meters measure, and everything goes wrong. */
    static final int MINUTES = 120;

    /** The last of the sensors: it numbers nothing, and some of its readings come late. */
    static final int UNNUMBERED = 3;

    static final int UNLISTED_MAX = 100;
    static final Duration GRACE = Duration.ofMinutes(2);
    static final DetectionRules RULES = DetectionRules.usual(ZoneOffset.UTC);
    static final MeteringPoints POINTS = new MeteringPoints(
            Map.of(),
            new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, new Range(-1e6, 1e6), new Range(0, 16)));
    static final LocalTime NIGHT_END = LocalTime.of(1, 10);
    static final NightWindows NIGHTS =
            new NightWindows(window(0, 1, 30), window(20, NIGHT_END.getHour(), NIGHT_END.getMinute()), POINTS);

    private static final Minute FIRST = Minute.containing(START);
    private static final int SENSORS = 4;
    private static final int NIGHTS_BEFORE = 30;

    private Site() {}

    private static NightWindow window(int startMinute, int endHour, int endMinute) {
        return new NightWindow(LocalTime.of(0, startMinute), LocalTime.of(endHour, endMinute), ZoneOffset.UTC);
    }

    /** The metering points; the seed makes the noise. */
    static List<VirtualSensor> sensors(long seed) {
        List<List<Event>> events = List.of(
                List.of(new Event(FIRST.plus(50), FIRST.plus(MINUTES), Kind.LEAK, 25)),
                List.of(new Event(FIRST.plus(40), FIRST.plus(44), Kind.PRESSURE_FAULT, 99)),
                List.of(new Event(FIRST.plus(70), FIRST.plus(72), Kind.FLOW_GLITCH, 12)),
                List.of(new Event(FIRST.plus(30), FIRST.plus(110), Kind.STUCK, 61.5)));
        List<VirtualSensor> sensors = new ArrayList<>();
        for (int i = 0; i < SENSORS; i++) {
            sensors.add(new VirtualSensor(
                    new SensorId("dma-" + (i + 1)), 40 + 10 * i, 5, seed * SENSORS + i, ZoneOffset.UTC, events.get(i)));
        }
        return sensors;
    }

    /** Makes the database that every run starts from. */
    static void found(Path file) throws SQLException {
        try (Database database = Database.open(file)) {
            new ReadingStore(database, SENSORS)
                    .listSensors(sensors(0).stream().map(VirtualSensor::id).toList())
                    .join();
            RefreshCriteria criteria = new RefreshCriteria(
                    new CriteriaStore(database), RULES, Duration.ofDays(91), Duration.ofDays(91), () -> START);
            criteria.seed("seed", CriteriaFile.parse(criteria()).criteria());
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ledger (number INTEGER PRIMARY KEY, result TEXT)");
            statement.execute("CREATE TRIGGER keep_ledger AFTER INSERT ON outbox BEGIN"
                    + " INSERT INTO ledger (result) VALUES (new.result); END");
            long day = START.getEpochSecond() / 86_400;
            for (int i = 0; i < NIGHTS_BEFORE; i++) {
                statement.execute(
                        "INSERT INTO night (sensor, night, hours, mean, minimum_hour, minimum_ten, stray, windows,"
                                + " expected, verdict, level, weekday, spread, score, sum, quiet, since, raised, volume) SELECT id, "
                                + (day - i) + ", '"
                                + NIGHTS.of(new SensorId("any")).minimum().words()
                                + "', 16 + 4 * (id - 1), 15, 15, 0.3, 9, 9, 'NORMAL', 16 + 4 * (id - 1), 0, 0.4, 0, 0, 1, -1, -1, 0"
                                + " FROM sensor");
            }
        }
    }

    /** What is usual of each hour, of all days: that of the sensors without events. */
    private static List<String> criteria() {
        List<String> lines = new ArrayList<>(List.of("sensor,quantity,day,hour,usual,spread"));
        Minute monday = Minute.containing(Instant.parse("2026-03-16T00:30:00Z"));
        for (VirtualSensor sensor : sensors(0)) {
            for (int hour = 0; hour < 24; hour++) {
                VirtualSensor.Values values = sensor.at(monday.plus(60L * hour));
                lines.add(sensor.id() + ",flow,*," + hour + "," + values.flow() + "," + values.flow() / 20);
                lines.add(sensor.id() + ",pressure,*," + hour + "," + values.pressure() + ",0.05");
            }
        }
        return lines;
    }
}
