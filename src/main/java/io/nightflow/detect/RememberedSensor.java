package io.nightflow.detect;

import io.nightflow.reading.Minute;
import java.util.List;
import java.util.Optional;

/** What detection remembers of one sensor; where it is kept is handed to it, for that is valid within a transaction only. */
final class RememberedSensor<S> {
    /** How far back a sensor can be taken: snapshots are kept for so long. */
    static final int KEPT_MINUTES = 1_500;

    private static final byte[] NOTHING = {};
    private static final double PAUSE_KEPT = 0.9;
    private static final long PAUSE_MAX = 2 * 1_440;
    private final int id;
    private final Judge<S> judge;
    private final S state;
    private boolean isNew;
    private long silentSince;
    private int pause;
    private long longest;
    private Minute heardAt = new Minute(0);
    private Minute fadedAt = new Minute(0);
    private Optional<Minute> rewoundTo = Optional.empty();

    private RememberedSensor(int id, Judge<S> judge, S state, boolean isNew, long silentSince, int pause) {
        this.id = id;
        this.judge = judge;
        this.state = state;
        this.isNew = isNew;
        this.silentSince = silentSince;
        this.pause = pause;
    }

    static <S> RememberedSensor<S> load(SensorMemories memories, int id, Judge<S> judge) {
        SensorMemories.Memory row = memories.load(id);
        S state = judge.remember(row.memory(), row.profiles());
        return new RememberedSensor<>(id, judge, state, row.isNew(), row.silentSince(), row.pause());
    }

    /** The same sensor, its memory forgotten; its profiles stay. */
    RememberedSensor<S> fresh() {
        S forgotten = judge.remember(NOTHING, judge.profiles(state));
        return new RememberedSensor<>(id, judge, forgotten, isNew, silentSince, pause);
    }

    S state() {
        return state;
    }

    /** The newest minute that was judged. */
    Optional<Minute> last() {
        return judge.last(state);
    }

    /** Since when nothing had come before this reading; empty where it was heard. The second call gives nothing. */
    Optional<Minute> endSilence(Minute heard) {
        if (silentSince == 0 || heard.epochSecond() < silentSince) {
            return Optional.empty();
        }
        Minute since = new Minute(silentSince);
        silentSince = 0;
        return Optional.of(since);
    }

    /**
     * A new minute has come at {@code now}. A logger that writes a file an hour brings its oldest an hour late, a meter that
     * sends a value an hour leaves an hour out: by that it is known that nothing comes from it for so long. The longest pause
     * counts, two days at most, and fades with each turn that brings something.
     */
    void heard(Minute minute, Minute now) {
        long late = minute.until(now);
        long left = last().map(last -> last.until(minute)).orElse(0L);
        longest = Math.max(longest, Math.min(PAUSE_MAX, Math.max(late, left)));
        heardAt = now;
    }

    private int takePause() {
        if (longest > 0) {
            long faded =
                    heardAt.equals(fadedAt) ? pause : Math.round(PAUSE_KEPT * pause); // a turn has many transactions
            pause = (int) Math.max(longest, faded);
            fadedAt = heardAt;
            longest = 0;
        }
        return pause;
    }

    /** Keeps what is needed for readings that come up to a day late, also over a gap. */
    void keep(SensorMemories memories, Judge.Kept kept) {
        memories.keep(id, kept, kept.minute().plus(-KEPT_MINUTES));
    }

    /**
     * Goes back to the newest that is kept from before a minute, or of it, or to the beginning where the minute lies up to
     * a day before that; gives where, empty where nothing is kept.
     */
    Optional<Minute> rewind(SensorMemories memories, Minute minute) {
        List<Judge.Kept> newestFirst = memories.keptSince(id, minute, minute.plus(KEPT_MINUTES));
        if (newestFirst.isEmpty()) {
            return Optional.empty();
        }
        try {
            judge.rewind(state, newestFirst);
        } catch (IllegalArgumentException e) {
            memories.forgetKept(id, Long.MIN_VALUE);
            return Optional.empty(); // written by another version of the program
        }
        Minute from = newestFirst.get(newestFirst.size() - 1).minute();
        memories.forgetKept(id, from.epochSecond());
        rewoundTo = Optional.of(from);
        return Optional.of(from.isBefore(minute) ? from : minute);
    }

    void save(SensorMemories memories) {
        // gone back to its beginning it remembers nothing, and that must be on the disk too
        Optional<Minute> newest = last().or(() -> isNew ? Optional.empty() : rewoundTo);
        if (newest.isPresent()) {
            memories.save(id, isNew, judge.memory(state), newest.get(), silentSince, takePause());
            isNew = false;
        }
        rewoundTo = Optional.empty();
        judge.takeChangedProfiles(state).ifPresent(profiles -> memories.saveProfiles(id, profiles));
    }
}
