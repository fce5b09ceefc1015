package io.nightflow.link;

import io.nightflow.reading.MeterPosition;
import io.nightflow.reading.SensorId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What to answer to numbered readings once they are committed: the highest number up to which none is missing. A numbering
 * is one of a line and an epoch. Positions are committed with the readings, for a meter forgets what was acknowledged:
 * after a restart a gap must still be seen. A numbering begins with 1. A meter that no longer has what is missing, having
 * gone back for it ten times, is let go on from the lowest number that it has sent instead.
 *
 * <pre>
 * A,S,epoch,last          all up to last is on the disk, or refused for good
 * N,S,epoch,last,gap      last + 1 is missing
 * N,S,epoch,last,busy     there is no room for last + 1 now: send it again later
 * N,S,epoch,0,epoch       another meter of this line numbers in this epoch: begin a new one
 * </pre>
 */
public final class MeterAcknowledgement {
    private static final int NUMBERINGS_MAX = 10_000;
    private static final long STUCK_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long SILENT_MILLIS = Duration.ofDays(7).toMillis();

    /**
     * A numbered reading that was heard.
     *
     * @param taken whether it is on the disk once it is committed, or refused for good; false for want of room.
     */
    public record Heard(Message.MeterReading reading, boolean taken) {}

    private record Key(String line, long epoch) {}

    private static final class Known {
        final HeardNumbers numbering;
        final long heardAt;

        Known(HeardNumbers numbering, long heardAt) {
            this.numbering = numbering;
            this.heardAt = heardAt;
        }
    }

    /**
     * A numbering that is asked for the same number again and again.
     *
     * @param last up to which none is missing.
     * @param reason as in the answer.
     */
    private record Stuck(long since, long heardAt, long last, String reason) {
        String words(Key key, long now) {
            String why = switch (reason) {
                case "epoch" -> "two meters number in it. Give one of them another epoch";
                case "busy" -> "there is no room for its readings";
                default -> "number " + (last + 1) + " does not come";
            };
            return "line " + key.line() + ", epoch " + key.epoch() + ": its meter has not got on for "
                    + TimeUnit.MILLISECONDS.toMinutes(now - since) + " minutes: " + why;
        }
    }

    /** What becomes of some readings, once they are committed. */
    public static final class Answers {
        private final Map<Key, HeardNumbers> reached = new LinkedHashMap<>();
        private final Map<Key, Message> messages = new LinkedHashMap<>();
        private final Set<SensorId> ofShared = new TreeSet<>();

        /** At most one an epoch. */
        public List<Message> messages() {
            return List.copyOf(messages.values());
        }

        /** How far the numberings have come; to be committed with the readings. */
        public List<MeterPosition> positions() {
            List<MeterPosition> positions = new ArrayList<>();
            reached.forEach((key, numbering) ->
                    positions.add(new MeterPosition(key.line(), key.epoch(), numbering.last(), numbering.memory())));
            return positions;
        }

        /** Sensors whose readings are not acknowledged, for two meters of their line number in the same epoch. */
        public Set<SensorId> ofShared() {
            return ofShared;
        }
    }

    private final LongSupplier monotonicMillis;
    private final Map<Key, Known> numberings = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Stuck> stuck = new ConcurrentHashMap<>(); // read from other threads

    /** Goes on from these positions, the one that moved last is last. */
    public MeterAcknowledgement(List<MeterPosition> committed, LongSupplier monotonicMillis) {
        this.monotonicMillis = monotonicMillis;
        long now = monotonicMillis.getAsLong();
        committed.forEach(each -> numberings.put(
                new Key(each.line(), each.epoch()), new Known(HeardNumbers.of(each.last(), each.memory()), now)));
    }

    /** What to commit with readings of a line, and to answer then; those without a number are passed over. */
    public Answers to(String line, List<Heard> heard) {
        Answers answers = new Answers();
        Set<Key> full = new HashSet<>();
        for (Heard each : heard) {
            Key key = new Key(line, each.reading().epoch());
            if (!each.reading().isNumbered()) {
                continue;
            }
            boolean known = numberings.containsKey(key) || answers.reached.containsKey(key);
            if (each.taken() && !full.contains(key) && (known || isRoom(answers))) {
                HeardNumbers numbering = answers.reached.computeIfAbsent(key, this::copy);
                numbering.take(each.reading());
                answers.messages.put(key, answer(each.reading(), numbering, answers));
            } else {
                full.add(key); // what comes after it is asked for again too: the order must stay
                long last = answers.reached.getOrDefault(key, copy(key)).last();
                answers.messages.put(key, new Message.GoBack(Lane.READINGS, key.epoch(), last, "busy"));
            }
        }
        return answers;
    }

    private HeardNumbers copy(Key key) {
        Known known = numberings.get(key);
        return known == null ? new HeardNumbers() : known.numbering.copy();
    }

    /** A place in memory is given away only once its meter has been silent for a week. */
    private boolean isRoom(Answers answers) {
        if (numberings.size() + answers.reached.size() < NUMBERINGS_MAX) {
            return true;
        }
        Iterator<Map.Entry<Key, Known>> longestSilent = numberings.entrySet().iterator();
        if (longestSilent.hasNext()
                && monotonicMillis.getAsLong() - longestSilent.next().getValue().heardAt > SILENT_MILLIS) {
            longestSilent.remove();
            return true;
        }
        return false;
    }

    /** The readings are on the disk; where they are not, the meter sends them again. */
    public void committed(Answers answers) {
        long now = monotonicMillis.getAsLong();
        answers.messages.forEach((key, message) -> noteWhetherItGetsOn(key, message, now));
        answers.reached.forEach((key, numbering) -> {
            if (answers.messages.get(key) instanceof Message.GoBack back
                    && !back.reason().equals("busy")) {
                numbering.requested();
            }
            numberings.put(key, new Known(numbering, now));
        });
    }

    private void noteWhetherItGetsOn(Key key, Message message, long now) {
        if (message instanceof Message.GoBack back && stuck.size() < NUMBERINGS_MAX) {
            stuck.merge(
                    key,
                    new Stuck(now, now, back.last(), back.reason()),
                    (before, fresh) -> before.last() == fresh.last()
                            ? new Stuck(before.since(), now, fresh.last(), fresh.reason())
                            : fresh);
        } else {
            stuck.remove(key);
        }
    }

    /** Meters that have sent and not got on for five minutes, in words. May be called from any thread. */
    public List<String> stuck() {
        long now = monotonicMillis.getAsLong();
        stuck.values().removeIf(each -> now - each.heardAt() > STUCK_MILLIS); // it is silent, which is told elsewhere
        return stuck.entrySet().stream()
                .filter(each -> now - each.getValue().since() >= STUCK_MILLIS)
                .map(each -> each.getValue().words(each.getKey(), now))
                .sorted()
                .toList();
    }

    private static Message answer(Message.MeterReading reading, HeardNumbers numbering, Answers answers) {
        long epoch = reading.epoch();
        if (numbering.isShared()) {
            answers.ofShared.add(reading.sensor());
            return new Message.GoBack(Lane.READINGS, epoch, 0, "epoch");
        }
        return reading.sequence() > numbering.last()
                ? new Message.GoBack(Lane.READINGS, epoch, numbering.last(), "gap")
                : new Message.Acknowledge(Lane.READINGS, epoch, numbering.last());
    }
}
