package io.nightflow.collect;

import io.nightflow.meter.Totaliser;
import io.nightflow.meter.Totaliser.Meter;
import io.nightflow.meter.Totaliser.Sample;
import io.nightflow.reading.Measured;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.RegisterReading;
import io.nightflow.reading.SensorId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the register of one sensor gives: its minutes, with the pressure that came beside it, and how it stood. */
final class RegisterMinutes {
    private static final int DECADE_MIN = 3;
    private static final int DECADE_MAX = 10;
    private static final double[] BINARY = {0x1p16, 0x1p32};
    private static final long PRESSURE_HOLDS_MINUTES = 60;

    private final SensorId sensor;
    private final Totaliser totaliser;
    private final Looks looks;
    private final Consumer<Measured> sink;
    private final TreeMap<Minute, Double> pressures = new TreeMap<>();
    private Optional<RegisterReading> stood = Optional.empty();
    private boolean isExchanged;
    private Optional<Exchange> exchange = Optional.empty();

    /** How the register stood before and after an exchange, m3. */
    record Exchange(double before, double after) {}

    /**
     * How a register is looked at.
     *
     * @param interval seconds from one look to the next; 0 where it is not known.
     * @param atBest how far its values can be trusted.
     * @param mirrored whether time runs backwards, as in a file with the newest row first: a register that is looked at from
     *     its end falls, and one of negative counts rises.
     */
    record Looks(double interval, Quality atBest, boolean mirrored) {}

    /** Of a sensor whose meter can do so. */
    RegisterMinutes(SensorId sensor, Meter meter, Looks looks, Consumer<Measured> sink) {
        this.sensor = sensor;
        this.totaliser = new Totaliser(meter, looks.interval());
        this.looks = looks;
        this.sink = sink;
    }

    /**
     * What a meter can do, by what is known of it. Without a rollover it may be one of a decimal counter or of 16 or 32 bits; it
     * counts back only where it was given a lowest flow of its own.
     *
     * @param m3 of one count.
     */
    static Meter meter(MeteringPoint point, MeteringPoint others, double m3) {
        return meter(
                point,
                m3,
                point.flow().min() < 0 && point.flow().min() != others.flow().min());
    }

    /** The same, where it is known whether it counts back. */
    static Meter meter(MeteringPoint point, double m3, boolean countsBack) {
        double overload = point.meter().overload();
        double rollover = point.register().rollover();
        List<Double> rollovers = Double.isNaN(rollover)
                ? Stream.concat(
                                Stream.iterate(DECADE_MIN, decade -> decade <= DECADE_MAX, decade -> decade + 1)
                                        .map(decade -> Math.pow(10, decade)),
                                Stream.of(BINARY[0], BINARY[1]))
                        .map(count -> count * m3)
                        .toList()
                : List.of(rollover * m3);
        return new Meter(
                Double.isNaN(overload) ? point.flow().max() : overload,
                countsBack ? point.flow().min() : 0,
                rollovers,
                Double.isNaN(rollover));
    }

    /** Goes on where an earlier run ended. */
    void resume(long second, double total, Minute next) {
        totaliser.resume(new Sample(second, total), next);
    }

    /** The next look, m3; with the pressure beside it, NaN for none. */
    Totaliser.Taken take(double second, double total, double pressure) {
        Minute minute = Minute.containing((long) Math.floor(second));
        notePressure(second, pressure);
        double sign = looks.mirrored() ? -1 : 1;
        Totaliser.Taken taken = totaliser.take(new Sample(sign * second, sign * total), new Told());
        if (taken != Totaliser.Taken.NOT_LATER) {
            stood.filter(each -> !each.minute().equals(minute) || isExchanged).ifPresent(sink);
            stood = Optional.of(new RegisterReading(sensor, minute, (long) Math.floor(second), total, isExchanged));
            isExchanged = false;
        }
        return taken;
    }

    /** A pressure that came from elsewhere, bar; NaN for none. */
    void notePressure(double second, double pressure) {
        if (!Double.isNaN(pressure)) {
            pressures.put(Minute.containing((long) Math.floor(second)), pressure);
        }
    }

    /** The last exchange that was seen. */
    Optional<Exchange> exchange() {
        return exchange;
    }

    /** No more will come: tells how it stood at the end. */
    void end() {
        stood.ifPresent(sink);
        stood = Optional.empty();
    }

    private final class Told implements Totaliser.Sink {
        @Override
        public void minute(Minute minute, double flow, Quality quality) {
            Minute real = looks.mirrored() ? new Minute(-minute.epochSecond()).plus(-1) : minute;
            boolean isEstimated = quality == Quality.ESTIMATED;
            sink.accept(new Reading(
                    sensor, real, flow, isEstimated ? Double.NaN : pressure(real), quality.or(looks.atBest())));
        }

        @Override
        public void exchanged(Sample before, Sample after) {
            isExchanged = true;
            exchange = Optional.of(new Exchange(before.total(), after.total()));
        }
    }

    private double pressure(Minute minute) {
        Map.Entry<Minute, Double> nearest = pressures.floorEntry(minute);
        if (!looks.mirrored()) {
            pressures.headMap(minute.plus(-PRESSURE_HOLDS_MINUTES)).clear();
        } else {
            pressures.tailMap(minute.plus(PRESSURE_HOLDS_MINUTES)).clear();
        }
        return nearest == null || nearest.getKey().isBefore(minute.plus(-PRESSURE_HOLDS_MINUTES))
                ? Double.NaN
                : nearest.getValue();
    }
}
