package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.reading.PlannedWork;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Work that was announced: its alerts are kept, and told in one once it is over. */
public final class PlannedWorks {
    private static final long GRACE_MINUTES = 30; // in which an event of the work ends

    private final Transactions database;

    /** Over this database. */
    public PlannedWorks(Transactions database) {
        this.database = database;
    }

    /** Announces work. */
    public CompletableFuture<Boolean> announce(PlannedWork work) {
        return database.write(connection -> {
            PlannedWorkTable.add(connection, work);
            return true;
        });
    }

    /** Tells of work that has been over for half an hour; what started in it and goes on is told as anywhere. */
    public CompletableFuture<Integer> tellEnded(Minute now) {
        Minute before = now.plus(-GRACE_MINUTES);
        if (database.read("reading planned work", connection -> PlannedWorkTable.ended(connection, before))
                .isEmpty()) {
            return CompletableFuture.completedFuture(0);
        }
        return database.write(connection -> {
            Map<Long, PlannedWork> ended = PlannedWorkTable.ended(connection, before);
            for (Map.Entry<Long, PlannedWork> work : ended.entrySet()) {
                PlannedWorkTable.release(connection, work.getKey());
                PlannedWorkTable.told(
                        connection,
                        work.getKey(),
                        PlannedWorkTable.over(work.getValue(), PlannedWorkTable.events(connection, work.getKey())));
            }
            return ended.size();
        });
    }
}
