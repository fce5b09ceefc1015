package io.nightflow.collect;

import io.nightflow.link.LegacyPattern;
import io.nightflow.link.Message;
import io.nightflow.link.MessageParser;
import io.nightflow.link.MeterAcknowledgement;
import io.nightflow.link.Parsed;
import io.nightflow.link.PlainReading;
import io.nightflow.reading.Measured;
import io.nightflow.reading.MeterSample;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.StoreUnavailableException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Bodies of lines in, the readings on the disk, the answers to the meter out. What is wrong is counted by reason. */
public final class CollectReadings {
    private static final int DROPPED_MIN = 3;
    private static final String TOO_MANY_SENSORS = "too many unlisted sensors";

    private final ReadingStore store;
    private final ReadingStore.Kind kind;
    private final ReadingTriage sorter;
    private final Registers registers;
    private PolledMeters polled;
    private final Rejections rejections = new Rejections("collecting readings");
    private final Map<String, Rejections> unread = new ConcurrentHashMap<>();
    private final MeterAcknowledgement acknowledgement;
    private final Map<String, LegacyPattern> legacyPatterns = new HashMap<>();
    private final LongAdder stored = new LongAdder();
    private final LongAdder overwritten = new LongAdder();
    private long storedBefore;
    private volatile long storedLastMinute;

    /** Stores into {@code store} as this kind, on a machine whose clock is good. */
    public CollectReadings(ReadingStore store, ReadingStore.Kind kind, MeteringPoints points, AcceptedTimes bounds) {
        this(store, kind, points, bounds, Optional.empty());
    }

    /** The same, where the clock may be wrong. */
    public CollectReadings(
            ReadingStore store,
            ReadingStore.Kind kind,
            MeteringPoints points,
            AcceptedTimes bounds,
            Optional<UntimedReadings> timeless) {
        this.store = store;
        this.kind = kind;
        this.registers = new Registers(store.registers()::last, points);
        this.polled = new PolledMeters(registers, MeterNews.NONE);
        this.sorter = new ReadingTriage(store, points, bounds, timeless, rejections);
        registers.tell(sorter::told);
        this.acknowledgement =
                new MeterAcknowledgement(store.positions(), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /**
     * Where lines came from, and how long ago.
     *
     * @param port the scope of meters' numberings; empty for none.
     * @param ago since they were read.
     */
    public record Arrival(String port, Duration ago) {
        /** Now, from nowhere in particular. */
        public static final Arrival NOW = new Arrival("", Duration.ZERO);
    }

    /**
     * What became of some lines.
     *
     * @param answers bodies of the lines to answer with.
     * @param stored readings that are on the disk.
     * @param refused lines that gave none.
     */
    public record Collected(List<String> answers, int stored, int refused) {}

    /** Commits the readings of lines that came now; gives the answers. */
    public List<String> collect(List<String> bodies) {
        return take(bodies, Arrival.NOW).answers();
    }

    /**
     * Commits the readings of some lines.
     *
     * @throws io.nightflow.store.StoreException not all is on the disk, nothing must be acknowledged.
     */
    public synchronized Collected take(List<String> bodies, Arrival arrival) {
        ReadingTriage.Sorted sorted = sorter.begin(arrival);
        CommitAhead ahead = new CommitAhead(store, kind, bodies.size());
        Rejections lines = unread(arrival.port());
        int read = 0;
        for (String body : bodies) {
            Parsed parsed = MessageParser.parse(body);
            if (parsed instanceof Parsed.Understood understood
                    && understood.message() instanceof Message.MeterReading message) {
                sorted.add(message, Quality.GOOD);
                ahead.look(sorted.due());
                read++;
            } else if (parsed instanceof Parsed.Malformed malformed) {
                lines.count("unreadable " + malformed.field(), body);
                malformed.numbered().ifPresent(sorted::refuse);
            } else {
                lines.count("not a reading", body);
            }
        }
        lines.accepted(read);
        MeterAcknowledgement.Answers answers = acknowledgement.to(arrival.port(), sorted.numbered());
        answers.ofShared()
                .forEach(sensor -> rejections.count(
                        "not acknowledged, for another meter of the line numbers in the same epoch", sensor.text()));
        int count = commit(sorted, answers, ahead);
        acknowledgement.committed(answers);
        return new Collected(answers.messages().stream().map(Message::body).toList(), count, bodies.size() - count);
    }

    /**
     * Commits the readings of lines that have no check value; nothing is answered.
     *
     * @param pattern of {@link LegacyPattern}.
     * @param sensor whose readings they are, where the lines do not say so.
     * @param zone of local times; empty where none are taken.
     * @throws IllegalArgumentException the pattern cannot be used; the message says what to write.
     */
    public synchronized void takeText(List<String> lines, String pattern, String sensor, String zone, Arrival arrival) {
        LegacyPattern legacy = legacyPatterns.computeIfAbsent(
                String.join("\n", pattern, sensor, zone),
                key -> LegacyPattern.of(pattern, sensor, zone.isEmpty() ? null : ZoneId.of(zone)));
        Rejections unread = unread(arrival.port());
        ReadingTriage.Sorted sorted = sorter.begin(arrival);
        CommitAhead ahead = new CommitAhead(store, kind, lines.size());
        for (String line : lines) {
            Optional<PlainReading> reading = legacy.read(line);
            if (reading.isPresent()) {
                sorted.add(reading.get(), registers);
                ahead.look(sorted.due());
                unread.accepted(1);
            } else {
                unread.count("not of the legacy pattern", line);
            }
        }
        commit(sorted, acknowledgement.to(arrival.port(), List.of()), ahead);
    }

    /**
     * Commits the minutes that are complete with looks at meters that were asked.
     *
     * @param samples in the order in which they were seen.
     * @param nanos of the clock that they were stamped by, now.
     */
    public synchronized void takeSamples(List<MeterSample> samples, long nanos) {
        ReadingTriage.Sorted sorted = sorter.begin(Arrival.NOW);
        polled.look(nanos, sorter.now());
        samples.forEach(polled::take);
        polled.waiting().forEach(sorted::addPolled);
        try {
            commit(sorted, acknowledgement.to("", List.of()), new CommitAhead(store, kind, samples.size()));
            polled.stored();
        } catch (StoreUnavailableException e) {
            polled.makeRoom(); // the database has said so; the bus is asked on, and they come with the next look
        } catch (RuntimeException e) {
            polled.forget();
            throw e;
        }
    }

    /** Meters whose flow and total do not agree, a sentence each. */
    public List<String> doubtedMeters() {
        return polled.doubts();
    }

    /** Whom to tell of meters that are asked. */
    public void tellMeters(MeterNews news) {
        polled = new PolledMeters(registers, news);
    }

    /** Registers of tables, whose minutes are to be taken. */
    public Registers registers() {
        return registers;
    }

    /** Commits readings of a table, in m3/h and bar, and how registers stood, in m3. */
    public synchronized Collected takeReadings(List<? extends Measured> readings) {
        ReadingTriage.Sorted sorted = sorter.begin(Arrival.NOW);
        readings.forEach(sorted::add);
        int count = commit(sorted, acknowledgement.to("", List.of()), new CommitAhead(store, kind, readings.size()));
        long given = readings.stream().filter(Reading.class::isInstance).count();
        return new Collected(List.of(), count, (int) given - count);
    }

    private int commit(ReadingTriage.Sorted sorted, MeterAcknowledgement.Answers answers, CommitAhead ahead) {
        sorter.hold(sorted);
        ReadingStore.Arrivals arrivals =
                new ReadingStore.Arrivals(sorted.due(), sorted.early(), answers.positions(), sorted.registers());
        if (arrivals.isEmpty()) {
            return 0;
        }
        ReadingStore.Appended appended;
        try {
            appended = ahead.end(arrivals);
        } catch (RuntimeException e) {
            registers.forget();
            throw e;
        }
        stored.add(appended.stored());
        overwritten.add(appended.overwritten());
        appended.refused().forEach(sensor -> rejections.count(TOO_MANY_SENSORS, sensor.text()));
        sorter.committed(sorted, appended.refused());
        if (!appended.fresh().isEmpty() && kind == ReadingStore.Kind.LIVE) {
            sorted.due().stream()
                    .filter(reading -> appended.fresh().contains(reading.sensor()))
                    .collect(Collectors.toMap(Reading::sensor, reading -> reading, (first, later) -> first))
                    .values()
                    .forEach(sorter::tellFirst);
        }
        return appended.stored() + sorted.early().size();
    }

    /** Meters whose numbering does not get on, in words. */
    public List<String> stuckMeters() {
        return acknowledgement.stuck();
    }

    /** To be called each minute: tells what was dropped since the last call. */
    public void report(Consumer<String> log) {
        long now = stored();
        storedLastMinute = now - storedBefore;
        storedBefore = now;
        rejections.report(log);
        unread.forEach((port, lines) -> {
            lines.report(log);
            if (lines.droppedAll().isPresent()) {
                log.accept(
                        "line " + port + ": not one of its lines of the last minute could be read. ./nightflow listen "
                                + port + " proposes a pattern");
            }
        });
    }

    /** Lines of a port that could not be read. */
    public Rejections unread(String port) {
        return port.isEmpty()
                ? rejections
                : unread.computeIfAbsent(port, any -> new Rejections("reading line " + port));
    }

    /** Why readings of the last minute were not stored, where that were more than chance drops; empty where not. */
    public Optional<String> trouble() {
        Map<String, Long> dropped = new TreeMap<>();
        allRejections()
                .forEach(each -> each.lastMinute().forEach((reason, count) -> dropped.merge(reason, count, Long::sum)));
        long sum = dropped.values().stream().mapToLong(Long::longValue).sum();
        boolean most = sum >= DROPPED_MIN && sum > storedLastMinute;
        return most || dropped.containsKey(TOO_MANY_SENSORS)
                ? Optional.of(sum + " lines were dropped in the last minute, " + storedLastMinute + " readings stored: "
                        + String.join(", ", dropped.keySet()))
                : Optional.empty();
    }

    /** All that was dropped: lines by port, and readings. */
    public List<Rejections> allRejections() {
        List<Rejections> all = new ArrayList<>(unread.values());
        all.add(rejections);
        return all;
    }

    /** Which readings were refused, by reason. */
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
