package io.nightflow.link;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The device's side: stores a row and its number in one atomic record, then acknowledges. Pure; one thread.
 *
 * <pre>
 * boot: (epoch,last) per lane = newest valid record; send W once
 * H(e,first,next): e != epoch or last+1 &lt; first -> store (e, first-1); answer W
 * row(e,q):        e != epoch -> N,epoch | q == last+1 -> store content and (e,q) in one record; A
 *                  q &lt;= last  -> A       | q >  last+1 -> N,gap
 * </pre>
 */
public final class DeviceMachine {
    private static final long GO_BACK_PAUSE_MILLIS = 250;

    /** What a device keeps of a lane. */
    public record Position(long epoch, long last) {}

    /** What the device must do, in order. */
    public sealed interface Action {
        /** Store atomically: the position and, where it carries something, the row. */
        record Store(Lane lane, Position position, Message.Numbered row) implements Action {}

        /** Store atomically: the position alone, adopted from the gateway. */
        record Adopt(Lane lane, Position position) implements Action {}

        /** Write to the line. */
        record Reply(Message message) implements Action {}
    }

    private final String device;
    private final long boots;
    private final Capabilities capabilities;
    private final Map<Lane, Position> positions;
    private final List<Action> actions = new ArrayList<>();
    private long wentBackAt = Long.MIN_VALUE / 2;

    /** A device that has just booted with what it had stored; lanes that it never heard of start at (0, 0). */
    public DeviceMachine(String device, long boots, Capabilities capabilities, Map<Lane, Position> stored) {
        this.device = device;
        this.boots = boots;
        this.capabilities = capabilities;
        this.positions = new EnumMap<>(Lane.class);
        this.positions.putAll(stored);
    }

    /** What to say once after booting. */
    public List<Message> greetings() {
        return List.of(welcome(Lane.RESULTS), welcome(Lane.ALERTS));
    }

    /** A body came from a valid line; {@code now} is any monotonic millisecond clock. */
    public List<Action> received(String body, long now) {
        actions.clear();
        Parsed parsed = MessageParser.parse(body);
        if (parsed instanceof Parsed.Understood understood) {
            if (understood.message() instanceof Message.Hello hello) {
                hello(hello, now);
            } else if (understood.message() instanceof Message.Numbered row) {
                row(row, now);
            }
        } else if (parsed instanceof Parsed.Malformed) {
            goBack(Lane.RESULTS, "fmt", now);
        } else if (Character.isUpperCase(body.charAt(0))) {
            goBack(Lane.RESULTS, "type", now);
        }
        return List.copyOf(actions);
    }

    /** Where a lane stands. */
    public Position position(Lane lane) {
        return positions.getOrDefault(lane, new Position(0, 0));
    }

    private void hello(Message.Hello hello, long now) {
        if (hello.first() == 0) {
            goBack(Lane.RESULTS, "fmt", now);
            return;
        }
        Position position = position(hello.lane());
        if (hello.epoch() != position.epoch() || position.last() + 1 < hello.first()) {
            Position adopted = new Position(hello.epoch(), hello.first() - 1);
            positions.put(hello.lane(), adopted);
            actions.add(new Action.Adopt(hello.lane(), adopted));
        }
        actions.add(new Action.Reply(welcome(hello.lane())));
    }

    private void row(Message.Numbered row, long now) {
        Position position = position(row.lane());
        if (row.epoch() != position.epoch()) {
            goBack(row.lane(), "epoch", now);
        } else if (row.sequence() > position.last() + 1) {
            goBack(row.lane(), "gap", now);
        } else {
            if (row.sequence() == position.last() + 1) {
                Position stored = new Position(row.epoch(), row.sequence());
                positions.put(row.lane(), stored);
                actions.add(new Action.Store(row.lane(), stored, row));
            }
            Position stored = position(row.lane());
            actions.add(new Action.Reply(new Message.Acknowledge(row.lane(), stored.epoch(), stored.last())));
        }
    }

    private void goBack(Lane lane, String reason, long now) {
        if (now - wentBackAt < GO_BACK_PAUSE_MILLIS) {
            return;
        }
        wentBackAt = now;
        Position position = position(lane);
        actions.add(new Action.Reply(new Message.GoBack(lane, position.epoch(), position.last(), reason)));
    }

    private Message.Welcome welcome(Lane lane) {
        Position position = position(lane);
        return new Message.Welcome(lane, position.epoch(), position.last(), device, boots, capabilities);
    }
}
