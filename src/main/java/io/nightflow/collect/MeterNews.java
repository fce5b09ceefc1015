package io.nightflow.collect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.store.AlertStore;
import io.nightflow.store.StandingEvents;
import io.nightflow.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Raises an alert where a meter is exchanged, says that something is wrong with it, or does not answer. */
public final class MeterNews {
    private static final long SECONDS_A_MINUTE = 60;

    private static final int UNTOLD_MAX = 1_000;

    private final Optional<AlertStore> store;
    private final Optional<StandingEvents> silences;
    private final Map<SensorId, Fault> faults = new HashMap<>();
    private final List<Alert> untold = new ArrayList<>();

    private final Map<SensorId, Long> doubts = new ConcurrentHashMap<>();

    private record Fault(String words, long since) {}

    /** Tells nobody. */
    static final MeterNews NONE = new MeterNews(Optional.empty());

    /** Into this store. */
    public MeterNews(AlertStore store) {
        this(Optional.of(store));
    }

    private MeterNews(Optional<AlertStore> store) {
        this.store = store;
        silences = store.map(each -> new StandingEvents(each, EventKind.METER_SILENT));
        store.ifPresent(this::goOn);
    }

    /** With what was told before a restart and has not ended. */
    private void goOn(AlertStore told) {
        told.open(EventKind.METER_FAULT, ReasonKind.METER_SAYS, ReasonKind.METER_SAYS_NO_LONGER)
                .forEach(fault -> faults.put(
                        fault.sensor(),
                        new Fault(said(fault.reason()), fault.minute().epochSecond())));
        told.open(EventKind.METER_FAULT, ReasonKind.METER_DOUBT, ReasonKind.METER_AGREES)
                .forEach(doubt -> doubts.put(doubt.sensor(), doubt.minute().epochSecond()));
    }

    private static String said(Reason reason) {
        return reason.figures(ReasonKind.METER_SAYS)
                .map(figures -> figures.get(0))
                .orElse("");
    }

    /** Ends what goes on of meters that are not among these: they cannot say any more that it is over. */
    public void asksOnly(Set<SensorId> asked, long second) {
        without(asked, faults.keySet()).forEach(sensor -> noLongerSays(sensor, second));
        without(asked, doubts.keySet()).forEach(sensor -> doubt(sensor, second, Reason.NONE));
        silences.ifPresent(each -> without(asked, each.sensors()).forEach(sensor -> {
            Minute now = Minute.containing(second);
            untold.add(Alert.ofSensor(
                    sensor,
                    now,
                    EventKind.METER_SILENT,
                    true,
                    each.minutes(sensor, now),
                    Reason.of(ReasonKind.METER_ASKED_NO_MORE)));
        }));
        tellUntold();
    }

    private static Set<SensorId> without(Set<SensorId> asked, Set<SensorId> told) {
        Set<SensorId> gone = new HashSet<>(told);
        gone.removeAll(asked);
        return gone;
    }

    /** Another meter hangs there; its register was and is so, m3. */
    void exchanged(SensorId sensor, long second, double before, double after) {
        Reason reason = Reason.of(ReasonKind.EXCHANGED, Decimal.text(before), Decimal.text(after));
        raise(sensor, second, EventKind.METER_EXCHANGED, false, 0, reason);
    }

    /** The meter's own words for what is wrong with it; empty for nothing. */
    void status(SensorId sensor, long second, List<String> status) {
        if (!untold.isEmpty()) {
            tellUntold();
        }
        String words = String.join(", ", status);
        Fault before = faults.get(sensor);
        if (words.equals(before == null ? "" : before.words())) {
            return;
        }
        noLongerSays(sensor, second);
        if (!words.isEmpty()) {
            faults.put(sensor, new Fault(words, second));
            raise(sensor, second, EventKind.METER_FAULT, false, 0, Reason.of(ReasonKind.METER_SAYS, words));
        }
    }

    private void noLongerSays(SensorId sensor, long second) {
        Fault before = faults.remove(sensor);
        if (before != null) {
            long minutes = (second - before.since()) / SECONDS_A_MINUTE;
            raise(
                    sensor,
                    second,
                    EventKind.METER_FAULT,
                    true,
                    minutes,
                    Reason.of(ReasonKind.METER_SAYS_NO_LONGER, before.words()));
        }
    }

    /** Its flow and its register do not speak of the same water; no reason where they do. */
    void doubt(SensorId sensor, long second, Reason reason) {
        Long since = doubts.get(sensor);
        if (since == null && !reason.isEmpty()) {
            doubts.put(sensor, second);
            raise(sensor, second, EventKind.METER_FAULT, false, 0, reason);
        } else if (since != null && reason.isEmpty()) {
            doubts.remove(sensor);
            long minutes = (second - since) / SECONDS_A_MINUTE;
            raise(sensor, second, EventKind.METER_FAULT, true, minutes, Reason.of(ReasonKind.METER_AGREES));
        }
    }

    /** What is doubted now, a sentence each. */
    public List<String> doubts() {
        return doubts.keySet().stream()
                .map(sensor ->
                        sensor + ": its flow and its total do not agree. See its alert, and ./nightflow meters try")
                .toList();
    }

    /** It does not answer, or does so again; told where it is news. */
    public void silent(SensorId sensor, long second, boolean ended, long minutes, Reason reason) {
        boolean isAnothers = silences.flatMap(each -> each.begun(sensor))
                .filter(begun -> !meter(begun.reason()).equals(meter(reason)))
                .isPresent();
        if (ended && isAnothers) {
            return; // the second meter of a sensor, for its pressure
        }
        Minute now = Minute.containing(second);
        long all = ended
                ? Math.max(
                        minutes, silences.map(each -> each.minutes(sensor, now)).orElse(0L))
                : minutes;
        Alert alert = Alert.ofSensor(sensor, now, EventKind.METER_SILENT, ended, all, reason);
        silences.ifPresent(each -> each.tell(alert).join());
    }

    /** Its address and its bus. */
    private static List<String> meter(Reason reason) {
        return reason.clauses().stream()
                .flatMap(each -> each.figures().stream().limit(2))
                .toList();
    }

    private void raise(SensorId sensor, long second, EventKind event, boolean ended, long minutes, Reason reason) {
        Alert alert = Alert.ofSensor(sensor, Minute.containing(second), event, ended, minutes, reason);
        untold.add(alert);
        tellUntold();
    }

    /** What found no room on the disk comes with the next look at a meter. */
    private void tellUntold() {
        try {
            store.ifPresent(each -> each.add(List.copyOf(untold)).join());
            untold.clear();
        } catch (StoreUnavailableException e) {
            while (untold.size() > UNTOLD_MAX) {
                untold.remove(0);
            }
        }
    }
}
