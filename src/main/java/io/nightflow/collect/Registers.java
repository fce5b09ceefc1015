package io.nightflow.collect;

import io.nightflow.meter.Totaliser;
import io.nightflow.meter.Totaliser.Taken;
import io.nightflow.reading.Measured;
import io.nightflow.reading.MeterSample;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Quality;
import io.nightflow.reading.SensorId;
import io.nightflow.store.RegisterStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** The registers of meters. What a failed commit has lost is taken up again from the database. */
public final class Registers {
    private static final double NANOS = 1e9;
    private static final int SENSORS_MAX = 10_000;

    private final Function<SensorId, Optional<RegisterStore.Last>> earlier;
    private final MeteringPoints points;
    private final Map<SensorId, RegisterMinutes> ofLines = new HashMap<>();
    private Consumer<Measured> sink = measured -> {};
    private BiConsumer<SensorId, Taken> told = (sensor, taken) -> {};

    Registers(Function<SensorId, Optional<RegisterStore.Last>> earlier, MeteringPoints points) {
        this.earlier = earlier;
        this.points = points;
    }

    /** Of meters that nobody has looked at before. */
    public static Registers unseen(MeteringPoints points) {
        return new Registers(sensor -> Optional.empty(), points);
    }

    /** Is told what becomes of each look. */
    void tell(BiConsumer<SensorId, Taken> listener) {
        told = listener;
    }

    /** A look at the register of a table. */
    void take(SensorId sensor, RegisterMinutes minutes, double second, double total, double pressure) {
        told.accept(sensor, minutes.take(second, total, pressure));
    }

    /** A look at the register of a line, in counts; what it gives is handed out. */
    void take(SensorId sensor, Instant at, double counts, double pressure, Consumer<Measured> given) {
        sink = given;
        double second = at.getEpochSecond() + at.getNano() / NANOS;
        double m3 = points.of(sensor).register().m3();
        RegisterMinutes minutes = ofLines.get(sensor);
        if (minutes == null) {
            minutes = new RegisterMinutes(
                    sensor,
                    meter(sensor, m3),
                    new RegisterMinutes.Looks(0, Quality.UNCHECKED, false),
                    measured -> sink.accept(measured));
            resume(minutes, sensor, second);
            if (ofLines.size() < SENSORS_MAX) {
                ofLines.put(sensor, minutes);
            }
        }
        take(sensor, minutes, second, counts * m3, pressure);
    }

    /** The register of a meter that is asked, in m3, from this second on; NaN where it does not go on from what is stored. */
    RegisterMinutes ofMeter(SensorId sensor, MeterSample.Kind kind, double second, Consumer<Measured> given) {
        MeteringPoint point = points.of(sensor);
        boolean countsBack = kind.countsBack() || meter(sensor, kind.countM3()).flowMin() < 0;
        Totaliser.Meter meter = RegisterMinutes.meter(point, kind.countM3(), countsBack);
        if (!Double.isNaN(kind.rolloverM3())) {
            meter = new Totaliser.Meter(meter.flowMax(), meter.flowMin(), List.of(kind.rolloverM3()), false);
        }
        RegisterMinutes minutes = new RegisterMinutes(
                sensor, meter, new RegisterMinutes.Looks(kind.everySeconds(), Quality.GOOD, false), given);
        resume(minutes, sensor, second);
        return minutes;
    }

    /** The most that a sensor's meter can measure, either way, m3/h. */
    double flowMax(SensorId sensor) {
        return meter(sensor, 1).flowMax();
    }

    /** Tells what became of a look. */
    void tell(SensorId sensor, Taken taken) {
        told.accept(sensor, taken);
    }

    /** The register of a table's column, in m3, from this second on. */
    RegisterMinutes ofTable(
            SensorId sensor, double m3, RegisterMinutes.Looks looks, double second, Consumer<Measured> given) {
        RegisterMinutes minutes = new RegisterMinutes(sensor, meter(sensor, m3), looks, given);
        if (!looks.mirrored()) {
            resume(minutes, sensor, second);
        }
        return minutes;
    }

    private Totaliser.Meter meter(SensorId sensor, double m3) {
        MeteringPoint point = points.of(sensor);
        return RegisterMinutes.meter(point, points.others(), m3);
    }

    private void resume(RegisterMinutes minutes, SensorId sensor, double second) {
        earlier.apply(sensor)
                .filter(last -> last.reading().second() < second)
                .ifPresent(last ->
                        minutes.resume(last.reading().second(), last.reading().total(), last.next()));
    }

    /** What was handed out was not stored. */
    void forget() {
        ofLines.clear();
    }
}
