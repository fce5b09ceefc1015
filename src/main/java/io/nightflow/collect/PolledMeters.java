package io.nightflow.collect;

import io.nightflow.meter.Totaliser.Taken;
import io.nightflow.reading.Measured;
import io.nightflow.reading.MeterSample;
import io.nightflow.reading.SensorId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Meters that are asked: what was seen of them becomes minutes on a time that no time server can bend. */
final class PolledMeters {
    private static final int WAITING_MAX = 50_000;

    private final Registers registers;
    private final MeterNews news;
    private final SteadyTime time = new SteadyTime();
    private final Map<SensorId, PolledMinutes> sensors = new HashMap<>();
    private boolean isSet;
    private final Deque<Measured> waiting = new ArrayDeque<>();

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

    /** A look at a meter; what it gives waits to be stored. */
    void take(MeterSample sample) {
        double second = time.second(sample.nanos());
        PolledMinutes minutes = sensors.computeIfAbsent(
                sample.sensor(),
                sensor -> new PolledMinutes(
                        sensor,
                        registers.flowMax(sensor),
                        sample.kind(),
                        taker -> registers.ofMeter(sensor, sample.kind(), isSet ? Double.NaN : second, taker),
                        waiting::add));
        minutes.take(second, sample).ifPresent(taken -> {
            registers.tell(sample.sensor(), taken);
            if (taken == Taken.EXCHANGED) {
                minutes.exchange()
                        .ifPresent(exchange ->
                                news.exchanged(sample.sensor(), (long) second, exchange.before(), exchange.after()));
            }
        });
        minutes.doubt(second, sample).ifPresent(reason -> news.doubt(sample.sensor(), (long) second, reason));
        news.status(sample.sensor(), (long) second, sample.status());
    }

    List<String> doubts() {
        return news.doubts();
    }

    /** What is not stored yet, the oldest first. */
    Collection<Measured> waiting() {
        return waiting;
    }

    /** All of it is stored. */
    void stored() {
        waiting.clear();
    }

    /** The disk has no room: of what waits the newest stay, a day of some dozen meters. */
    void makeRoom() {
        while (waiting.size() > WAITING_MAX) {
            waiting.remove();
        }
    }

    /** What was handed out was not stored. */
    void forget() {
        waiting.clear();
        sensors.clear();
    }
}
