package io.nightflow.camel.steps;

import io.nightflow.camel.Rejections;
import io.nightflow.camel.time.BootTime;
import io.nightflow.link.LegacyPattern;
import io.nightflow.link.Message;
import io.nightflow.link.MessageParser;
import io.nightflow.link.MeterAcknowledgement;
import io.nightflow.link.Parsed;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.store.HeldReadings;
import io.nightflow.store.ReadingStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Bodies of lines in, the readings on the disk, the answers to the meter out. What is wrong is counted by reason. */
public final class CollectReadings {
    private final ReadingStore store;
    private final ReadingStore.Kind kind;
    private final MeteringPoints points;
    private final MinuteBounds bounds;
    private final Optional<Timeless> timeless;
    private final Rejections rejections = new Rejections("collecting readings");
    private final MeterAcknowledgement acknowledgement;
    private final Map<String, LegacyPattern> legacyPatterns = new HashMap<>();
    private final LongAdder stored = new LongAdder();
    private final LongAdder overwritten = new LongAdder();

    /** Stores into {@code store} as this kind, on a machine whose clock is good. */
    public CollectReadings(ReadingStore store, ReadingStore.Kind kind, MeteringPoints points, MinuteBounds bounds) {
        this(store, kind, points, bounds, Optional.empty());
    }

    /** The same, where the clock may be wrong. */
    public CollectReadings(
            ReadingStore store,
            ReadingStore.Kind kind,
            MeteringPoints points,
            MinuteBounds bounds,
            Optional<Timeless> timeless) {
        this.store = store;
        this.kind = kind;
        this.points = points;
        this.bounds = bounds;
        this.timeless = timeless;
        this.acknowledgement = new MeterAcknowledgement(store.positions());
    }

    /**
     * What is needed where the clock may be wrong.
     *
     * @param held where readings without a time wait.
     * @param bootTime says whether the clock is good.
     * @param meters their clocks.
     */
    public record Timeless(HeldReadings held, BootTime bootTime, MeterClocks meters) {}

    /**
     * Commits the readings of some lines.
     *
     * @return bodies of the lines to answer with; empty where no reading was numbered.
     * @throws io.nightflow.store.StoreException nothing was committed, nothing must be acknowledged.
     */
    public synchronized List<String> collect(@Body List<String> bodies) {
        Sorted sorted = new Sorted();
        List<Message.MeterReading> numbered = new ArrayList<>();
        for (String body : bodies) {
            Parsed parsed = MessageParser.parse(body);
            if (parsed instanceof Parsed.Understood understood
                    && understood.message() instanceof Message.MeterReading message) {
                sort(message, Quality.GOOD, sorted);
                if (message.isNumbered()) {
                    numbered.add(message);
                }
            } else if (parsed instanceof Parsed.Malformed malformed) {
                rejections.count("unreadable " + malformed.field());
            } else {
                rejections.count("not a reading");
            }
        }
        MeterAcknowledgement.Answers answers = acknowledgement.to(numbered);
        commit(sorted, answers.positions());
        acknowledgement.committed(answers);
        return answers.messages().stream().map(Message::body).toList();
    }

    /**
     * Commits the readings of lines that have no check value; nothing is answered.
     *
     * @param pattern of {@link LegacyPattern}.
     * @throws IllegalArgumentException the pattern cannot be used; the message says what to write.
     */
    public synchronized void collectLegacy(@Body List<String> lines, @Header("legacyPattern") String pattern) {
        LegacyPattern legacy = legacyPatterns.computeIfAbsent(pattern, LegacyPattern::of);
        Sorted sorted = new Sorted();
        for (String line : lines) {
            Optional<Message.MeterReading> message = legacy.read(line);
            if (message.isPresent()) {
                sort(message.get(), Quality.UNCHECKED, sorted);
            } else {
                rejections.count("not of the legacy pattern");
            }
        }
        commit(sorted, Map.of());
    }

    /** Readings of some lines: those to be stored, those whose minute is not yet, those without a time to know. */
    private static final class Sorted {
        final List<Reading> due = new ArrayList<>();
        final List<Reading> early = new ArrayList<>();
        final List<HeldReadings.Held> held = new ArrayList<>();
    }

    /** A reading that is refused is refused for good: a meter that numbers it must not send it for ever. */
    private void sort(Message.MeterReading message, Quality quality, Sorted into) {
        boolean stamped = message.utc() != 0;
        boolean clockGood = timeless.map(each -> each.bootTime().isClockGood()).orElse(true);
        if (!stamped && !clockGood) {
            timeless.ifPresent(each -> into.held.add(held(message, each.bootTime())));
            return;
        }
        if (stamped && clockGood) {
            timeless.ifPresent(each -> each.meters().stamped(message.sensor(), message.utc(), bounds.nowSecond()));
        }
        Minute minute = stamped ? Minute.containing(message.utc()) : bounds.now();
        Optional<String> refusal = bounds.refusalOfPast(minute);
        if (refusal.isPresent()) {
            rejections.count(refusal.get(), message.sensor().text());
            return;
        }
        boolean known = stamped || quality == Quality.UNCHECKED;
        Reading reading = converted(message, minute, known ? quality : Quality.ESTIMATED_TIME);
        (clockGood && bounds.isEarly(minute) ? into.early : into.due).add(reading);
    }

    private Reading converted(Message.MeterReading message, Minute minute, Quality quality) {
        return points.of(message.sensor())
                .convert(new Reading(message.sensor(), minute, message.flow(), message.pressure(), quality));
    }

    private HeldReadings.Held held(Message.MeterReading message, BootTime bootTime) {
        Reading reading = converted(message, new Minute(0), Quality.ESTIMATED_TIME);
        return new HeldReadings.Held(bootTime.seconds(), reading.sensor(), reading.flow(), reading.pressure());
    }

    private void commit(Sorted sorted, Map<Long, Long> positions) {
        if (!sorted.held.isEmpty()) {
            timeless.ifPresent(each ->
                    each.held().hold(each.bootTime().boot(), sorted.held).join());
        }
        ReadingStore.Arrivals arrivals = new ReadingStore.Arrivals(sorted.due, sorted.early, positions);
        if (arrivals.isEmpty()) {
            return;
        }
        ReadingStore.Appended appended = store.append(arrivals, kind).join();
        stored.add(appended.stored());
        overwritten.add(appended.overwritten());
        appended.refused().forEach(sensor -> rejections.count("too many unlisted sensors", sensor.text()));
        sorted.early.stream()
                .skip(appended.waiting())
                .forEach(reading -> rejections.count(
                        "in the future, and too many wait already",
                        reading.sensor().text()));
    }

    /** What was refused, by reason. */
    public Rejections rejections() {
        return rejections;
    }

    /** Readings committed since the start. */
    public long stored() {
        return stored.sum();
    }

    /** How many of them replaced one of the same sensor and minute. */
    public long overwritten() {
        return overwritten.sum();
    }
}
