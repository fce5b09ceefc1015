package io.nightflow.link;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to answer to numbered readings once they are committed: the highest number up to which none is missing. Positions
 * are committed with the readings, for a meter forgets what was acknowledged: after a restart a gap must still be seen. A
 * numbering begins with 1. A meter that no longer has what is missing, having gone back for it ten times, is let go on from
 * the lowest number that it has sent instead.
 */
public final class MeterAcknowledgement {
    private static final int EPOCHS_MAX = 64; // those that were heard last
    private static final int ROUNDS_MAX = 10;
    private static final int REQUESTS_MAX = 1_000; // of a meter that never goes back
    private static final long RESENT_MAX = 1_000; // a 1 so far behind is a meter that begins anew
    private static final Position BEGINNING = new Position(0, 0, Long.MAX_VALUE, 0, 0);

    /** Of one numbering; heard and lowest are those behind the gap, where there is one. */
    private record Position(long last, long heard, long lowest, int rounds, int requests) {
        static Position of(long last) {
            return new Position(last, last, Long.MAX_VALUE, 0, 0);
        }

        Position after(long sequence) {
            if (sequence == 1 && last > RESENT_MAX) {
                return of(1);
            }
            if (sequence <= last) {
                return this;
            }
            if (rounds >= ROUNDS_MAX || requests >= REQUESTS_MAX) {
                return of(Math.min(lowest, sequence) - 1).after(sequence);
            }
            if (sequence == last + 1) {
                return of(sequence);
            }
            int back = sequence <= heard ? 1 : 0;
            return new Position(last, sequence, Math.min(lowest, sequence), rounds + back, requests);
        }

        Position requested() {
            return new Position(last, heard, lowest, rounds, requests + 1);
        }
    }

    /** What becomes of some readings, once they are committed. */
    public static final class Answers {
        private final Map<Long, Position> reached = new HashMap<>();
        private final Map<Long, Message> messages = new HashMap<>();

        /** At most one an epoch. */
        public List<Message> messages() {
            return List.copyOf(messages.values());
        }

        /** By epoch, the number up to which none is missing; to be committed with the readings. */
        public Map<Long, Long> positions() {
            Map<Long, Long> last = new HashMap<>();
            reached.forEach((epoch, position) -> last.put(epoch, position.last()));
            return last;
        }
    }

    private final Map<Long, Position> positions = new LinkedHashMap<>(EPOCHS_MAX, 1, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Position> eldest) {
            return size() > EPOCHS_MAX;
        }
    };

    /** Goes on from these positions. */
    public MeterAcknowledgement(Map<Long, Long> committed) {
        committed.forEach((epoch, last) -> positions.put(epoch, Position.of(last)));
    }

    /** What to commit with these readings and to answer then. */
    public Answers to(List<Message.MeterReading> readings) {
        Answers answers = new Answers();
        for (Message.MeterReading reading : readings) {
            if (reading.isNumbered()) {
                Position known = positions.getOrDefault(reading.epoch(), BEGINNING);
                Position after =
                        answers.reached.getOrDefault(reading.epoch(), known).after(reading.sequence());
                answers.reached.put(reading.epoch(), after);
                answers.messages.put(reading.epoch(), answer(reading, after));
            }
        }
        return answers;
    }

    /** The readings are on the disk; where they are not, the meter sends them again. */
    public void committed(Answers answers) {
        answers.reached.forEach((epoch, position) -> {
            boolean asks = answers.messages.get(epoch) instanceof Message.GoBack;
            positions.put(epoch, asks ? position.requested() : position);
        });
    }

    private static Message answer(Message.MeterReading reading, Position position) {
        return reading.sequence() > position.last()
                ? new Message.GoBack(Lane.READINGS, reading.epoch(), position.last(), "gap")
                : new Message.Acknowledge(Lane.READINGS, reading.epoch(), position.last());
    }
}
