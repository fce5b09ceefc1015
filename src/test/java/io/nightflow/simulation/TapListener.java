package io.nightflow.simulation;

import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import io.nightflow.store.TapReader;
import io.nightflow.store.TapStore;
import io.nightflow.tap.TapKind;
import io.nightflow.tap.Tapped;
import io.nightflow.tap.TappedResult;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Another process that taps the results, through all lives of the gateway: it believes numbers, and keeps the last word of each minute. */
final class TapListener {
    static final String NAME = "listener";
    private static final int BATCH = 500;
    private static final String JUDGED = "SELECT r.minute || ' ' || s.name || ' ' || printf('%04d %03d', r.flow_stages,"
            + " r.pressure_stages) FROM reading r JOIN sensor s ON s.id = r.sensor WHERE r.flow_stages IS NOT NULL AND r.judged"
            + " & 1 ORDER BY 1";

    private final Map<String, String> last = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private long heard;

    /** What there is, until there is nothing more; the gateway may die anywhere in it. */
    void take(TapStore taps) {
        long taken = taps.all().stream()
                .filter(tap -> tap.name().equals(NAME))
                .findFirst()
                .orElseThrow()
                .taken();
        if (heard > 0 && taken > heard) {
            complaints.add("the cursor stands at " + taken + ", and only " + heard + " was taken");
        }
        try (TapReader reader = taps.reader(NAME)) {
            TapStore.Batch batch = reader.next(TapKind.RESULTS, taken, BATCH);
            while (batch.last() > taken) {
                batch.rows().forEach(this::hear);
                heard = Math.max(heard, batch.last());
                taps.taken(NAME, batch);
                taken = batch.last();
                batch = reader.next(TapKind.RESULTS, taken, BATCH);
            }
        }
    }

    private void hear(Tapped tapped) {
        TappedResult result = (TappedResult) tapped;
        String minute = OffsetDateTime.parse(result.time()).toEpochSecond() + " " + result.sensor();
        boolean isNew = last.put(minute, result.flowStages() + " " + result.pressureStages()) == null;
        if (result.number() > heard && isNew == result.again()) {
            complaints.add(minute + " says again: " + result.again() + ", and came " + (isNew ? "first" : "before"));
        }
    }

    /** What is not in the database as it was told. */
    List<String> complaints(Database database) throws SQLException {
        List<String> told = new ArrayList<>();
        last.forEach((minute, stages) -> told.add(minute + " " + stages));
        List<String> judged = Rows.of(database, JUDGED);
        List<String> found = new ArrayList<>(complaints);
        judged.stream().filter(row -> !told.contains(row)).limit(3).forEach(row -> found.add("never tapped: " + row));
        told.stream()
                .filter(row -> !judged.contains(row))
                .limit(3)
                .forEach(row -> found.add("tapped, and not so: " + row));
        return found;
    }
}
