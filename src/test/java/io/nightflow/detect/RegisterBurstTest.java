package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.collect.AcceptedTimes;
import io.nightflow.collect.CollectReadings;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A meter of which only a register of 100 L is read, beside the same meter read as flow: a burst is told as soon, and a gap is
 * nothing but silence.
 */
class RegisterBurstTest {
    private static final MeteringPoint ANY =
            new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, new Range(-50, 1_000), new Range(0, 16));
    private static final int LEARNT_DAYS = 16;
    private static final double STEP = 0.1;
    private static final int POLL = 10;
    private static final int HOUR = 60;

    @TempDir
    private Path folder;

    private Database database;
    private CollectReadings collect;
    private DetectOutliers judge;
    private Instant now = Demand.START.start();
    private double total;
    private final List<String> registers = new ArrayList<>();
    private final List<String> flows = new ArrayList<>();

    @BeforeEach
    void open() throws SQLException {
        database = Database.open(folder.resolve("nightflow.db"));
        collect = new CollectReadings(
                new ReadingStore(database, 1_000),
                ReadingStore.Kind.LIVE,
                new MeteringPoints(Map.of(), ANY),
                new AcceptedTimes(() -> now, Duration.ofMinutes(5)));
        judge = Demand.detect(new ResultStore(database), ANY, Duration.ofMinutes(10), () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A minute of the day, and what flows more than usual. */
    private void minute(int minute, double more) {
        Minute of = Demand.START.plus(minute);
        double flow = Demand.flow(of) / 10 + more; // 2 m3/h in the night: a step of the register in three minutes
        for (int second = 0; second < 60; second += POLL) {
            registers.add("register " + Decimal.text(Math.floor(total / STEP + 1e-9) * STEP) + " "
                    + of.start().plusSeconds(second));
            total += flow * POLL / 3_600;
        }
        flows.add("flow " + Decimal.text(flow) + " " + of.start());
        now = of.end().plusSeconds(1);
    }

    private void hear() {
        collect.takeText(registers, "{sensor} {total} {time}", "", "", CollectReadings.Arrival.NOW);
        collect.takeText(flows, "{sensor} {flow} {time}", "", "", CollectReadings.Arrival.NOW);
        unheard();
        judge.judgeDue();
    }

    private void unheard() {
        registers.clear();
        flows.clear();
    }

    private void learn() {
        for (int minute = 0; minute < LEARNT_DAYS * Demand.DAY; minute++) {
            minute(minute, 0);
            if (minute % HOUR == HOUR - 1) {
                hear();
            }
        }
        new RefreshCriteria(
                        new CriteriaStore(database),
                        DetectionRules.usual(ZoneOffset.UTC),
                        Duration.ofDays(91),
                        Duration.ofDays(91),
                        () -> now)
                .refreshDue();
    }

    private List<String> alerts(String sensor, Minute from) throws SQLException {
        return Rows.of(
                database,
                "SELECT event || CASE is_end WHEN 1 THEN ' ends' ELSE '' END FROM alert WHERE sensor = '" + sensor
                        + "' AND minute >= " + from.epochSecond() + " ORDER BY number");
    }

    @Test
    @Tag("long")
    void a_gap_is_silence_only_and_a_burst_of_the_night_is_told_as_soon_as_by_the_flow() throws SQLException {
        learn();
        int begin = LEARNT_DAYS * Demand.DAY;
        int gap = begin + 9 * HOUR;
        for (int minute = begin; minute < begin + Demand.DAY; minute++) {
            minute(minute, 0);
            if (minute < gap || minute >= gap + 2 * HOUR) {
                hear();
            } else {
                unheard();
                judge.judgeDue();
            }
        }
        assertThat(alerts("register", Demand.START.plus(begin)))
                .as("two hours without a look")
                .containsExactly("sensor silent", "sensor silent ends");

        int burst = begin + Demand.DAY + 2 * HOUR + 1;
        Minute since = Demand.START.plus(burst - HOUR);
        int toldOfFlow = 0;
        int toldOfRegister = 0;
        for (int minute = begin + Demand.DAY;
                minute < burst + 3 * HOUR && (toldOfFlow == 0 || toldOfRegister == 0);
                minute++) {
            minute(minute, minute < burst ? 0 : 1.3); // + 60 %
            hear();
            int passed = minute - burst + 1;
            toldOfFlow = toldOfFlow == 0 && !alerts("flow", since).isEmpty() ? passed : toldOfFlow;
            toldOfRegister = toldOfRegister == 0 && !alerts("register", since).isEmpty() ? passed : toldOfRegister;
        }
        assertThat(toldOfFlow).isPositive();
        assertThat(toldOfRegister).isBetween(1, toldOfFlow + 3);
    }
}
