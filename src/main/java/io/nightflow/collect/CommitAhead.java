package io.nightflow.collect;

import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ReadingStore.Appended;
import io.nightflow.store.ReadingStore.Arrivals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Commits the readings of a large group while the lines behind them are still read, so that it costs what its commits cost. What
 * acknowledges them, the positions of the meters, is committed last, once all before it is on the disk: where that fails, all come
 * again, and change nothing where they are there.
 */
final class CommitAhead {
    private static final int ROWS = 1_000;
    private static final int ROWS_IDLE = 200; // of a large group, while the writer has nothing of it to write

    private final ReadingStore store;
    private final ReadingStore.Kind kind;
    private final List<CompletableFuture<Appended>> begun = new ArrayList<>();
    private final boolean isLarge;
    private int from;

    /** For a group of so many lines. */
    CommitAhead(ReadingStore store, ReadingStore.Kind kind, int lines) {
        isLarge = lines >= ROWS;
        this.store = store;
        this.kind = kind;
    }

    /** Begins to commit what has gathered, where that is worth it. */
    void look(List<Reading> due) {
        if (due.size() - from >= (isIdle() ? ROWS_IDLE : ROWS)) {
            begun.add(store.append(List.copyOf(due.subList(from, due.size())), kind));
            from = due.size();
        }
    }

    private boolean isIdle() {
        return isLarge && (begun.isEmpty() || begun.get(begun.size() - 1).isDone());
    }

    /**
     * Commits the rest; done when all is on the disk.
     *
     * @throws io.nightflow.store.StoreException some is not, nothing must be acknowledged.
     */
    Appended end(Arrivals all) {
        List<Appended> parts = new ArrayList<>();
        begun.forEach(each -> parts.add(each.join()));
        Arrivals rest = new Arrivals(
                all.readings().subList(from, all.readings().size()), all.early(), all.positions(), all.registers());
        if (!rest.isEmpty()) {
            parts.add(store.append(rest, kind).join());
        }
        return parts.size() == 1 ? parts.get(0) : sum(parts);
    }

    private static Appended sum(List<Appended> parts) {
        int stored = 0;
        int overwritten = 0;
        Set<SensorId> refused = new TreeSet<>();
        Set<SensorId> fresh = new TreeSet<>();
        for (Appended part : parts) {
            stored += part.stored();
            overwritten += part.overwritten();
            refused.addAll(part.refused());
            fresh.addAll(part.fresh());
        }
        return new Appended(stored, overwritten, refused, fresh);
    }
}
