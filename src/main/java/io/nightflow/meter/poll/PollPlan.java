package io.nightflow.meter.poll;

import io.nightflow.meter.profile.Look;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Who is asked next on a bus, and what has become of it. Each unit is looked at at its times: 0, 10, 20 s after the start and so on. A
 * question without an answer is asked once more, which also wakes a meter that sleeps; a unit that stays mute is asked each 10 s
 * for a minute, then each 60 s, so that it costs the others little. Times are nanoseconds of a clock that only goes on. One thread.
 */
public final class PollPlan {
    private static final int TRIES = 2;
    private static final int MUTE_FROM = 2; // looks in a row: one may fail by chance
    private static final int MUTE_LOOKS = 7;
    private static final long MUTE_EVERY = Duration.ofSeconds(10).toNanos();
    private static final long DEAD_EVERY = Duration.ofSeconds(60).toNanos();
    private static final long NO_ANSWER_IS_SO_LATE = Duration.ofSeconds(57).toNanos();
    private static final long REST_EVERY = Duration.ofSeconds(10).toNanos();
    private static final long BETWEEN_BYTES = Duration.ofMillis(100).toNanos(); // adapters gather
    private static final int HEARD_MAX = 4_096;

    private final List<Polled> units;
    private final long silence;
    private final long timeout;
    private final long answerMax;
    private final long rest;
    private final byte[] heard = new byte[HEARD_MAX];
    private int length;
    private Optional<Polled> current = Optional.empty();
    private boolean isAsked;
    private long deadline;
    private long deadlineMax;
    private long quietUntil;
    private long rested;
    private boolean hasMissed;
    private int last;

    /**
     * A unit that is looked at.
     *
     * @param every how often; 0 for without a pause.
     */
    public record Unit(Dialogue dialogue, Duration every, UnitFigures figures) {}

    private static final class Polled {
        final Unit unit;
        final int index;
        final long start;
        long began;
        long asked; // last
        long due;
        int missed; // questions of this look
        int mute; // looks in a row

        Polled(Unit unit, int index, long start) {
            this.unit = unit;
            this.index = index;
            this.start = start;
            this.asked = start;
            this.due = start;
        }

        /** The next of its times behind the begin of this look. */
        long nextTime() {
            long every = unit.every().toNanos();
            return every == 0 ? began : start + (Math.floorDiv(began - start, every) + 1) * every;
        }
    }

    /** What to do now. */
    public sealed interface Action {
        /** Send this. */
        record Ask(byte[] bytes) implements Action {}

        /** Listen until then. */
        record Wait(long until) implements Action {}
    }

    /** A look at the unit of this index is complete. */
    public record Seen(int unit, Look look) {}

    /** For these units, from now on. */
    public PollPlan(List<Unit> units, BusPace pace, long now) {
        this.units = IntStream.range(0, units.size())
                .mapToObj(index -> new Polled(units.get(index), index, now))
                .toList();
        silence = pace.silence().toNanos();
        timeout = pace.timeout().toNanos();
        answerMax = pace.answerMax().toNanos();
        rest = pace.rest().toNanos();
        rested = now;
        quietUntil = now + rest; // what an earlier process has asked may still be answered
    }

    /** The next thing to do. */
    public Action next(long now) {
        if (isAsked && now - deadline < 0) {
            return new Action.Wait(deadline);
        }
        if (isAsked) {
            unanswered(now);
        }
        if (now - quietUntil < 0) {
            return new Action.Wait(quietUntil);
        }
        if (current.isEmpty()) {
            Polled first = nextDue(now);
            if (first.due - now > 0) {
                rested = now;
                hasMissed = false;
                return new Action.Wait(first.due);
            }
            begin(first, now);
        }
        return ask(now);
    }

    /** Of those that are due the next one in turn, else the one that is due first. */
    private Polled nextDue(long now) {
        Polled first = units.get(0);
        for (int i = 1; i <= units.size(); i++) {
            Polled each = units.get((last + i) % units.size());
            if (each.due - now <= 0) {
                return each;
            }
            first = each.due - first.due < 0 ? each : first;
        }
        return first;
    }

    private void begin(Polled polled, long now) {
        last = polled.index;
        polled.missed = 0;
        if (now - polled.asked >= NO_ANSWER_IS_SO_LATE) {
            polled.unit.dialogue().longPause();
        }
        polled.began = now;
        polled.unit.dialogue().begin();
        current = Optional.of(polled);
    }

    private static long every(Polled polled) {
        long every = polled.unit.every().toNanos();
        if (polled.mute < MUTE_FROM) {
            return every;
        }
        return Math.max(every, polled.mute < MUTE_LOOKS ? MUTE_EVERY : DEAD_EVERY);
    }

    private Action ask(long now) {
        Unit unit = current.orElseThrow().unit;
        if (length > 0) {
            unasked();
        }
        current.orElseThrow().asked = now;
        length = 0;
        isAsked = true;
        deadline = now + timeout;
        deadlineMax = deadline + answerMax;
        unit.figures().ask();
        return new Action.Ask(unit.dialogue().ask());
    }

    /** What has come while nobody was asked. */
    private void unasked() {
        units.stream()
                .filter(each -> each.missed > 0 || each.mute > 0)
                .filter(each -> each.unit.dialogue().hasAnswer(heard, length))
                .forEach(each -> each.unit.figures().late());
    }

    private void unanswered(long now) {
        Polled polled = current.orElseThrow();
        isAsked = false;
        hasMissed = true;
        polled.unit.dialogue().unanswered();
        count(polled);
        length = 0;
        polled.missed++;
        quietUntil = now + silence;
        if (polled.missed >= TRIES) {
            end(polled, now, false);
        }
    }

    private void count(Polled polled) {
        if (length == 0) {
            polled.unit.figures().miss();
        } else if (polled.unit.dialogue().hasAnswer(heard, length)) {
            polled.unit.figures().late();
        } else {
            polled.unit.figures().damage();
        }
    }

    private void end(Polled polled, long now, boolean seen) {
        polled.mute = seen ? 0 : polled.mute + 1;
        polled.unit.figures().silent(!seen);
        current = Optional.empty();
        polled.due = seen ? polled.nextTime() : polled.began + every(polled);
        if (hasMissed && now - rested >= REST_EVERY && units.size() > 1) {
            quietUntil = now + rest;
            rested = now;
            hasMissed = false;
        }
    }

    /** Bytes have come; the look, where it is complete with them. */
    public Optional<Seen> heard(long now, byte[] bytes, int count) {
        append(bytes, count);
        if (!isAsked) {
            return Optional.empty();
        }
        Polled polled = current.orElseThrow();
        Dialogue.Heard heardNow = polled.unit.dialogue().heard(heard, length);
        if (heardNow == Dialogue.Heard.NOTHING) {
            deadline = Math.max(deadline, Math.min(now + BETWEEN_BYTES, deadlineMax));
            return Optional.empty();
        }
        if (heardNow == Dialogue.Heard.UNSURE) {
            unanswered(now);
            return Optional.empty();
        }
        isAsked = false;
        length = 0;
        quietUntil = now + silence;
        polled.unit.figures().answer();
        Optional<Look> look = polled.unit.dialogue().look();
        look.ifPresent(each -> {
            polled.unit.figures().looked(String.join("; ", each.refused()));
            end(polled, now, true);
        });
        return look.map(each -> new Seen(polled.index, each));
    }

    /** Of more than fits the newest are kept: an answer stands at the end. */
    private void append(byte[] bytes, int count) {
        int more = Math.min(count, HEARD_MAX);
        int over = Math.max(0, length + more - HEARD_MAX);
        System.arraycopy(heard, over, heard, 0, length - over);
        length -= over;
        System.arraycopy(bytes, count - more, heard, length, more);
        length += more;
    }

    /** The line was lost and opened anew: what was asked is not waited for; its length stays without an answer. */
    public void reopened(long now) {
        if (isAsked) {
            deadline = now;
        }
    }
}
