package io.nightflow.collect;

import io.nightflow.meter.Totaliser.Taken;
import io.nightflow.reading.Measured;
import io.nightflow.reading.MeterSample;
import io.nightflow.reading.SensorId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Meters that are asked: what was seen of them becomes minutes on a time that no time server can bend. */
final class PolledMeters {
    private final Registers registers;
    private final MeterNews news;
    private final SteadyTime time = new SteadyTime();
    private final Map<SensorId, PolledMinutes> sensors = new HashMap<>();
    private boolean isSet;
    private Consumer<Measured> sink = measured -> {};

    PolledMeters(Registers registers, MeterNews news) {
        this.registers = registers;
        this.news = news;
    }

    /** Looks at the clock before samples are taken; a step of it begins all minutes anew. */
    void look(long nanos, Instant shown) {
        if (time.look(nanos, shown)) {
            sensors.clear();
            isSet = true; // what is stored lies at seconds of another count
        }
    }

    /** A look at a meter; what it gives is handed out. */
    void take(MeterSample sample, Consumer<Measured> given) {
        sink = given;
        double second = time.second(sample.nanos());
        PolledMinutes minutes = sensors.computeIfAbsent(
                sample.sensor(),
                sensor -> new PolledMinutes(
                        sensor,
                        registers.flowMax(sensor),
                        sample.kind(),
                        taker -> registers.ofMeter(sensor, sample.kind(), isSet ? Double.NaN : second, taker),
                        measured -> sink.accept(measured)));
        minutes.take(second, sample).ifPresent(taken -> {
            registers.tell(sample.sensor(), taken);
            if (taken == Taken.EXCHANGED) {
                minutes.exchange()
                        .ifPresent(exchange ->
                                news.exchanged(sample.sensor(), (long) second, exchange.before(), exchange.after()));
            }
        });
        minutes.doubt(second, sample).ifPresent(words -> news.doubt(sample.sensor(), (long) second, words));
        news.status(sample.sensor(), (long) second, sample.status());
    }

    List<String> doubts() {
        return news.doubts();
    }

    /** What was handed out was not stored. */
    void forget() {
        sensors.clear();
    }
}
