package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events of a kind that no reading causes: each begins once and ends once, whatever restarts lie in between. Who watches
 * forgets with its process what it has told; the database does not. Thread-safe.
 */
public final class StandingEvents {
    private final AlertStore store;
    private final Map<SensorId, Alert> begun;

    /** Those that have begun and not ended by this store. */
    public StandingEvents(AlertStore store, EventKind kind) {
        this.store = store;
        begun = store.open(kind).stream()
                .collect(Collectors.toMap(
                        Alert::sensor, alert -> alert, (older, newer) -> newer, ConcurrentHashMap::new));
    }

    /** Of whom one goes on. */
    public Set<SensorId> sensors() {
        return Set.copyOf(begun.keySet());
    }

    /** The beginning of an event that goes on. */
    public Optional<Alert> begun(SensorId sensor) {
        return Optional.ofNullable(begun.get(sensor));
    }

    /** For how many minutes it has gone on; what was told with its beginning counts. */
    public long minutes(SensorId sensor, Minute now) {
        return begun(sensor)
                .map(alert -> alert.minutes() + alert.minute().until(now))
                .orElse(0L);
    }

    /** Tells a beginning or an end where that is news; what cannot be written is news again. */
    public synchronized CompletableFuture<Integer> tell(Alert alert) {
        SensorId sensor = alert.sensor();
        Alert before = begun.get(sensor);
        if (alert.isEnd() == (before == null)) {
            return CompletableFuture.completedFuture(0);
        }
        put(sensor, alert.isEnd() ? null : alert);
        return store.add(List.of(alert)).whenComplete((added, failure) -> {
            if (failure != null) {
                put(sensor, before);
            }
        });
    }

    private void put(SensorId sensor, @Nullable Alert alert) {
        if (alert == null) {
            begun.remove(sensor);
        } else {
            begun.put(sensor, alert);
        }
    }
}
