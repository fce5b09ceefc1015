package io.nightflow.bench;

import io.nightflow.detect.CriteriaBuilder;
import io.nightflow.detect.DetectionRules;
import io.nightflow.detect.NightUsual;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.detect.SensorContext;
import io.nightflow.detect.SensorState;
import io.nightflow.night.NightWindow;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.simulator.VirtualSensor;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The time of a million sensor-minutes on one core: flow and pressure, all methods, criteria in place, both windows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class DetectionBenchmark {
    private static final int WEEK = 10_080;
    private static final Minute START = Minute.containing(1_767_225_600L);
    private static final MeteringPoint.Range ANY = new MeteringPoint.Range(-1e6, 1e6);

    private final SensorId id = new SensorId("dma");
    private final MeteringPoint point = new MeteringPoint(id, Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY);
    private final double[] flow = new double[WEEK];
    private final double[] pressure = new double[WEEK];
    private final SensorState state = new SensorState();
    private OutlierDetector detector = new OutlierDetector(DetectionRules.usual(ZoneId.of("Europe/Rome")));
    private Minute minute = START;

    private final SensorContext outlook = new SensorContext() {
        private final NightWindow night =
                new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), ZoneId.of("Europe/Rome"));

        @Override
        public double forecast(Quantity quantity, Minute hour) {
            return quantity == Quantity.FLOW ? 60 : 4.5;
        }

        @Override
        public boolean isNight(Minute at) {
            return night.contains(at);
        }

        @Override
        public long minimumNight(Minute at) {
            return night.contains(at) ? night.morning(at).toEpochDay() : -1;
        }

        @Override
        public boolean endsMinimumNight(Minute at) {
            return !night.contains(at.plus(1));
        }

        @Override
        public NightUsual nightUsual(Minute at) {
            return new NightUsual(30, 2, 36, false, 420);
        }
    };

    /** Three weeks of history. */
    @Setup
    public void learn() {
        ZoneId zone = ZoneId.of("Europe/Rome");
        VirtualSensor sensor = new VirtualSensor(id, 60, 5, 1, zone, List.of());
        CriteriaBuilder flows = new CriteriaBuilder(new io.nightflow.detect.WeekClock(zone));
        CriteriaBuilder pressures = new CriteriaBuilder(new io.nightflow.detect.WeekClock(zone));
        for (int i = -3 * WEEK; i < WEEK; i++) {
            VirtualSensor.Values values = sensor.at(START.plus(i));
            if (i < 0) {
                flows.add(START.plus(i), values.flow());
                pressures.add(START.plus(i), values.pressure());
            } else {
                flow[i] = values.flow();
                pressure[i] = values.pressure();
            }
        }
        state.adopt(Quantity.FLOW, flows.build().orElseThrow());
        state.adopt(Quantity.PRESSURE, pressures.build().orElseThrow());
    }

    /** A week of minutes. */
    @Benchmark
    @OperationsPerInvocation(WEEK)
    public int sensorMinute() {
        int outliers = 0;
        for (int i = 0; i < WEEK; i++) {
            Reading reading = new Reading(id, minute, flow[i], pressure[i], Quality.GOOD);
            OutlierDetector.Outcome outcome = detector.judge(reading, point, state, outlook);
            outliers += outcome.flow().stages().hasOutlier() ? 1 : 0;
            minute = minute.plus(1);
        }
        return outliers;
    }

    /** Prints the figure. */
    public static void main(String[] args) throws RunnerException {
        var result = new Runner(new OptionsBuilder()
                        .include(DetectionBenchmark.class.getName())
                        .jvmArgs("-XX:+UseSerialGC", "-Xmx256m")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run()
                .iterator()
                .next()
                .getPrimaryResult();
        System.out.printf(
                Locale.ROOT,
                "%.0f ns a sensor-minute (± %.0f, JMH, 2 forks), flow and pressure, all methods, in memory: a million in"
                        + " %.2f s on one core.%n",
                result.getScore(),
                result.getScoreError(),
                result.getScore() / 1e3);
    }
}
