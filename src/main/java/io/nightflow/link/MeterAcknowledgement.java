package io.nightflow.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to answer to numbered readings once they are committed: the highest number up to which none is missing. Kept in
 * memory only: after a restart the first number heard of an epoch is the base, since a meter goes on from what was
 * acknowledged. A meter that no longer has a missing number is let go on after three requests.
 */
public final class MeterAcknowledgement {
    private static final int REQUESTS_MAX = 3;
    private static final int EPOCHS_MAX = 64;

    private static final class Position {
        long last;
        int requests;

        Position(long last) {
            this.last = last;
        }
    }

    private final Map<Long, Position> positions = new HashMap<>();

    /** The answers for readings that are now on the disk, in the order in which they came; at most one an epoch. */
    public List<Message> committed(List<Message.MeterReading> readings) {
        Map<Long, Message> answers = new HashMap<>();
        for (Message.MeterReading reading : readings) {
            if (reading.isNumbered()) {
                answers.put(reading.epoch(), answer(reading.epoch(), reading.sequence()));
            }
        }
        answers.values().stream()
                .filter(Message.GoBack.class::isInstance)
                .map(Message.GoBack.class::cast)
                .forEach(this::requested);
        return List.copyOf(answers.values());
    }

    private Message answer(long epoch, long sequence) {
        if (positions.size() >= EPOCHS_MAX && !positions.containsKey(epoch)) {
            positions.clear();
        }
        Position position = positions.computeIfAbsent(epoch, e -> new Position(sequence - 1));
        boolean givenUp = position.requests >= REQUESTS_MAX;
        if (sequence == position.last + 1 || (sequence > position.last && givenUp)) {
            position.last = sequence;
            position.requests = 0;
        }
        return sequence > position.last
                ? new Message.GoBack(Lane.READINGS, epoch, position.last, "gap")
                : new Message.Acknowledge(Lane.READINGS, epoch, position.last);
    }

    private void requested(Message.GoBack request) {
        Position position = positions.get(request.epoch());
        if (position != null) {
            position.requests++;
        }
    }
}
