package io.nightflow.detect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What detection remembers of sensors, held between transactions: to read it costs more than to use it. What a transaction
 * has changed counts once that is committed; one that failed, or runs again, reads from the disk what was there before it.
 * Of a bounded number, each of constant size (up to 9 KB); sensors beyond it are read each time.
 */
final class RememberedSensors<S> {
    private final Judge<S> judge;
    private final int max;
    private final Map<Integer, RememberedSensor<S>> committed = new HashMap<>();
    private final Map<Integer, RememberedSensor<S>> open = new HashMap<>();
    private long revision = Long.MIN_VALUE;

    /** Holds up to so many between transactions. */
    RememberedSensors(Judge<S> judge, int max) {
        this.judge = judge;
        this.max = max;
    }

    /** A transaction begins. */
    void begin(SensorMemories memories) {
        open.clear();
        long now = memories.revision();
        if (now != revision) {
            committed.clear();
            revision = now;
        }
    }

    /** One of them, for this transaction. */
    RememberedSensor<S> sensor(SensorMemories memories, int id) {
        RememberedSensor<S> sensor = open.get(id);
        if (sensor == null) {
            sensor = committed.remove(id);
            if (sensor == null) {
                sensor = RememberedSensor.load(memories, id, judge);
            }
            open.put(id, sensor);
        }
        return sensor;
    }

    boolean isOpen(int id) {
        return open.containsKey(id);
    }

    void replace(int id, RememberedSensor<S> sensor) {
        open.put(id, sensor);
    }

    /** Those of this transaction. */
    Collection<RememberedSensor<S>> open() {
        return open.values();
    }

    /** The transaction is on the disk. Of more than can be held, those stay that were there. */
    void committed() {
        open.forEach((id, sensor) -> {
            if (committed.size() < max) {
                committed.put(id, sensor);
            }
        });
        open.clear();
    }
}
