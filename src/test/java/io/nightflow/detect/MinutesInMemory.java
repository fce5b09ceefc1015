package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Answer;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Keeps minutes in maps: the order of judging needs no database. Written from the interfaces alone. */
final class MinutesInMemory implements MinuteStore, MinuteRecords, SensorMemories, LateReadings {
    private static final byte[] NOTHING = {};
    private static final long QUIET_SECONDS = 120;
    private static final long MOVED_SECONDS = 3_600;
    private static final long GATHER_SECONDS = 3_600;

    private final NavigableMap<Minute, TreeMap<Integer, Entry>> minutes = new TreeMap<>();
    private final Map<SensorId, Integer> sensors = new HashMap<>();
    private final TreeSet<Minute> due = new TreeSet<>();
    private final Map<Integer, Memory> memories = new HashMap<>();
    private final Map<Integer, byte[]> profiles = new HashMap<>();
    private final Map<Integer, TreeMap<Minute, Judge.Kept>> kept = new HashMap<>();
    private final Map<Integer, Gathering> late = new HashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private Minute now = new Minute(0);
    private int count;

    private static final class Entry {
        final Reading reading;
        boolean again;
        Judge.Judged found;

        Entry(Reading reading) {
            this.reading = reading;
        }

        boolean isDue() {
            return found == null || again;
        }
    }

    private static final class Gathering {
        Minute from;
        Minute until;
        Minute since;
        Minute changed;
    }

    void append(Reading reading) {
        int sensor = sensors.computeIfAbsent(reading.sensor(), name -> sensors.size() + 1);
        minutes.computeIfAbsent(reading.minute(), minute -> new TreeMap<>()).put(sensor, new Entry(reading));
        due.add(reading.minute());
    }

    /** What was found, a line a reading and quantity; then the alerts. */
    List<String> found() {
        List<String> found = new ArrayList<>();
        minutes.forEach((minute, entries) -> entries.values()
                .forEach(entry -> found.add(minute.epochSecond() + " "
                        + entry.reading.sensor() + " "
                        + entry.found.flow().stages().digits() + " "
                        + entry.found.pressure().stages().digits() + " "
                        + entry.found.flow().reason())));
        return found;
    }

    List<String> alerts() {
        return alerts.stream()
                .map(alert -> alert.sensor() + " " + alert.minute().epochSecond() + " " + alert.isEnd() + " "
                        + alert.reason())
                .sorted()
                .toList();
    }

    @Override
    public <T> CompletableFuture<T> judging(Minute minute, Function<MinuteRecords, T> work) {
        now = minute;
        count = 0;
        return CompletableFuture.completedFuture(work.apply(this));
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public List<Minute> dueMinutes(Minute before, int max) {
        return due.headSet(before).stream().limit(max).toList();
    }

    @Override
    public List<DueReading> due(Minute minute) {
        return minutes.getOrDefault(minute, new TreeMap<>()).keySet().stream()
                .flatMap(sensor -> due(minute, sensor).stream())
                .toList();
    }

    @Override
    public List<DueReading> due(Minute minute, int sensor) {
        return isDue(minute, sensor) ? dueOrJudged(minute, sensor) : List.of();
    }

    @Override
    public List<DueReading> dueOrJudged(Minute minute, int sensor) {
        Entry entry = minutes.getOrDefault(minute, new TreeMap<>()).get(sensor);
        return entry == null ? List.of() : List.of(new DueReading(sensor, entry.reading, entry.found != null, 0));
    }

    @Override
    public boolean isDue(Minute minute, int sensor) {
        Entry entry = minutes.getOrDefault(minute, new TreeMap<>()).get(sensor);
        return entry != null && entry.isDue();
    }

    @Override
    public SensorFacts facts(int sensor) {
        return new NoFacts();
    }

    private static final class NoFacts implements SensorFacts {
        @Override
        public double atHour(Quantity quantity, Minute hour) {
            return 0;
        }

        @Override
        public double dayBefore(Quantity quantity, Minute hour) {
            return Double.NaN;
        }

        @Override
        public List<Answer> answers(SensorId sensor) {
            return List.of();
        }

        @Override
        public List<Night> nights(SensorId sensor, long beforeDay) {
            return List.of();
        }
    }

    @Override
    public SensorMemories memories() {
        return this;
    }

    @Override
    public LateReadings late() {
        return this;
    }

    @Override
    public void raise(List<Alert> raised, boolean isLate) {
        raised.stream()
                .filter(alert -> !isLate || alerts.stream().noneMatch(told -> isSame(told, alert)))
                .forEach(alerts::add);
    }

    private static boolean isSame(Alert told, Alert alert) {
        return told.sensor().equals(alert.sensor())
                && told.quantity() == alert.quantity()
                && told.event() == alert.event()
                && told.isEnd() == alert.isEnd()
                && Math.abs(told.minute().epochSecond() - alert.minute().epochSecond()) <= MOVED_SECONDS;
    }

    @Override
    public void found(DueReading reading, Judge.Judged judged) {
        Entry entry = minutes.get(reading.reading().minute()).get(reading.sensor());
        entry.found = judged;
        entry.again = false;
        count++;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void flush() {
        // what is put into a map is there
    }

    @Override
    public void done(Minute minute) {
        due.remove(minute);
    }

    @Override
    public void stillDue(Minute minute) {
        due.add(minute);
    }

    @Override
    public void judgeAgain(Minute from, int sensor) {
        minutes.tailMap(from, true).forEach((minute, entries) -> {
            if (entries.containsKey(sensor)) {
                entries.get(sensor).again = true;
                due.add(minute);
            }
        });
    }

    @Override
    public List<Silent> silent(Minute now, long minutes, Minute listeningSince) {
        return List.of();
    }

    @Override
    public boolean isHeardSince(SensorId sensor, Minute minute) {
        throw new IllegalStateException("nobody is silent here");
    }

    @Override
    public void markSilent(Silent silent) {
        throw new IllegalStateException("nobody is silent here");
    }

    @Override
    public long revision() {
        return 0;
    }

    @Override
    public Memory load(int sensor) {
        Memory memory = memories.get(sensor);
        byte[] usual = profiles.getOrDefault(sensor, NOTHING);
        return memory == null
                ? new Memory(true, NOTHING, 0, 0, usual)
                : new Memory(false, memory.memory(), memory.silentSince(), memory.pause(), usual);
    }

    @Override
    public void save(int sensor, boolean isNew, byte[] memory, Minute last, long silentSince, int pause) {
        memories.put(sensor, new Memory(false, memory, silentSince, pause, NOTHING));
    }

    @Override
    public void saveProfiles(int sensor, byte[] usual) {
        profiles.put(sensor, usual);
    }

    @Override
    public void keep(int sensor, Judge.Kept one, Minute oldest) {
        TreeMap<Minute, Judge.Kept> all = kept.computeIfAbsent(sensor, none -> new TreeMap<>());
        all.put(one.minute(), one);
        Minute newestOfOld = all.floorKey(oldest);
        if (newestOfOld != null) {
            all.headMap(newestOfOld).clear();
        }
    }

    @Override
    public List<Judge.Kept> keptSince(int sensor, Minute minute, Minute firstBefore) {
        TreeMap<Minute, Judge.Kept> all = kept.getOrDefault(sensor, new TreeMap<>());
        Minute from = all.floorKey(minute);
        if (from == null && !all.isEmpty() && !firstBefore.isBefore(all.firstKey())) {
            from = all.firstKey();
        }
        return from == null
                ? List.of()
                : List.copyOf(all.tailMap(from, true).descendingMap().values());
    }

    @Override
    public void forgetKept(int sensor, long fromSecond) {
        kept.getOrDefault(sensor, new TreeMap<>()).keySet().removeIf(minute -> minute.epochSecond() >= fromSecond);
    }

    @Override
    public void note(int sensor, Minute minute) {
        Gathering one = late.computeIfAbsent(sensor, none -> new Gathering());
        boolean gathers = one.from != null && one.until == null;
        one.from = gathers && one.from.isBefore(minute) ? one.from : minute;
        one.since = gathers ? one.since : now;
        one.changed = now;
        one.until = null;
    }

    @Override
    public List<Late> quiet(int max) {
        return late.entrySet().stream()
                .filter(each -> each.getValue().until == null)
                .filter(each ->
                        age(each.getValue().changed) >= QUIET_SECONDS || age(each.getValue().since) >= GATHER_SECONDS)
                .map(each -> new Late(each.getKey(), each.getValue().from))
                .limit(max)
                .toList();
    }

    private long age(Minute minute) {
        return now.epochSecond() - minute.epochSecond();
    }

    @Override
    public List<Late> from(Minute oldest, int max) {
        return late.entrySet().stream()
                .filter(each -> each.getValue().until == null)
                .filter(each -> !oldest.isBefore(each.getValue().from))
                .map(each -> new Late(each.getKey(), each.getValue().from))
                .limit(max)
                .toList();
    }

    @Override
    public void judgeAgain(int sensor, Minute from, Minute until) {
        minutes.subMap(from, true, until, true).forEach((minute, entries) -> {
            if (entries.containsKey(sensor)) {
                entries.get(sensor).again = true;
                due.add(minute);
            }
        });
        late.get(sensor).from = from;
        late.get(sensor).until = until;
    }

    @Override
    public boolean isReplay(int sensor, Minute minute) {
        Gathering one = late.get(sensor);
        if (one == null || one.until == null) {
            return false;
        }
        if (!minute.isBefore(one.until)) {
            late.remove(sensor);
        }
        return !one.until.isBefore(minute);
    }

    @Override
    public void forget(int sensor) {
        late.remove(sensor);
    }
}
