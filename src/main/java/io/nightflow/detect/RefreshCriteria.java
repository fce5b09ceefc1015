package io.nightflow.detect;

import io.nightflow.detect.CriteriaRecords.Remembered;
import io.nightflow.detect.CriteriaRecords.Version;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds criteria from history: for sensors that have none as soon as they have two weeks, and again once they are old. */
public final class RefreshCriteria {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshCriteria.class);
    private static final int DAY_MINUTES = 1_440;
    private static final int FORTNIGHT_MINUTES = 14 * DAY_MINUTES;
    private static final String HISTORY = "history";

    private final CriteriaRecords store;
    private final DetectionRules rules;
    private final Duration span;
    private final Duration refreshAfter;
    private final InstantSource clock;

    /** From the last {@code span} of history. */
    public RefreshCriteria(
            CriteriaRecords store, DetectionRules rules, Duration span, Duration refreshAfter, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.span = span;
        this.refreshAfter = refreshAfter;
        this.clock = clock;
    }

    /** What became of a sensor's quantity. */
    public record Built(SensorId sensor, Quantity quantity, int version, Criteria criteria) {}

    /** Builds what is due: criteria from a seed file as soon as there are two weeks, all others when they are old. */
    public synchronized void refreshDue() {
        Minute now = Minute.containing(clock.instant());
        List<Version> versions = store.versions();
        for (SensorId sensor : store.sensors()) {
            Set<Quantity> due = EnumSet.noneOf(Quantity.class);
            for (Quantity quantity : Quantity.values()) {
                if (isDue(inUse(versions, sensor, quantity), now)
                        && store.hasValue(sensor, quantity, now.plus(-FORTNIGHT_MINUTES - DAY_MINUTES))) {
                    due.add(quantity);
                }
            }
            if (!due.isEmpty()) {
                rebuild(sensor, due).forEach(built -> LOG.info("criteria of {}", words(built)));
            }
        }
    }

    private boolean isDue(Optional<Version> inUse, Minute now) {
        return inUse.isEmpty()
                || !inUse.get().source().equals(HISTORY)
                || inUse.get().builtAt().isBefore(now.plus(-refreshAfter.toMinutes()));
    }

    /** In words: what, which version, from when to when. */
    public static String words(Built built) {
        return built.sensor() + " " + built.quantity().word() + ": version " + built.version() + ", built from "
                + built.criteria().from() + " to " + built.criteria().to();
    }

    /** Builds both quantities of a sensor anew and judges by them from now on; empty where history is too short. */
    public List<Built> rebuild(SensorId sensor) {
        return rebuild(sensor, EnumSet.allOf(Quantity.class));
    }

    private List<Built> rebuild(SensorId sensor, Set<Quantity> quantities) {
        Minute now = Minute.containing(clock.instant());
        CriteriaBuilder flow = new CriteriaBuilder(rules.clock());
        CriteriaBuilder pressure = new CriteriaBuilder(rules.clock());
        store.history(
                sensor, now.plus(-span.toMinutes()), now, rules.alertStage(), (minute, flowValue, pressureValue) -> {
                    flow.add(minute, flowValue);
                    pressure.add(minute, pressureValue);
                });
        List<Built> built = new ArrayList<>();
        for (Quantity quantity : quantities) {
            (quantity == Quantity.FLOW ? flow : pressure)
                    .build()
                    .ifPresent(criteria -> built.add(add(sensor, quantity, criteria, HISTORY)));
        }
        return built;
    }

    /** Takes criteria from a seed file, for sensors that have none. */
    public void seed(String file, Map<CriteriaFile.Key, Criteria> seeds) {
        List<Version> versions = store.versions();
        seeds.forEach((key, criteria) -> {
            if (inUse(versions, key.sensor(), key.quantity()).isEmpty()) {
                add(key.sensor(), key.quantity(), criteria, file);
                LOG.info(
                        "criteria of {} {}: taken from {}",
                        key.sensor(),
                        key.quantity().word(),
                        file);
            }
        });
    }

    /** Judges by an older version again; false where there is no such version. */
    public boolean restore(SensorId sensor, Quantity quantity, int version) {
        return store.restore(sensor, quantity, version, RefreshCriteria::adopt).join();
    }

    private Built add(SensorId sensor, Quantity quantity, Criteria criteria, String source) {
        Version version = new Version(
                sensor,
                quantity,
                0,
                source,
                Minute.containing(clock.instant()),
                criteria.from(),
                criteria.to(),
                criteria.numbers().mean(),
                criteria.numbers().deviation(),
                criteria.numbers().windowShare(),
                criteria.profile().bytes(),
                true);
        int number = store.add(version, RefreshCriteria::adopt).join();
        return new Built(sensor, quantity, number, criteria);
    }

    private static Remembered adopt(Remembered before, Version version) {
        SensorState state = remembered(before);
        Criteria.Numbers numbers = new Criteria.Numbers(version.mean(), version.deviation(), version.windowShare());
        state.adopt(
                version.quantity(), new Criteria(Profile.of(version.profile()), numbers, version.from(), version.to()));
        return new Remembered(state.memory(), state.profiles());
    }

    /** What another version of the program wrote is forgotten, as when judging. */
    private static SensorState remembered(Remembered before) {
        try {
            return new SensorState(before.memory(), before.profiles());
        } catch (IllegalArgumentException e) {
            LOG.warn("reading what detection remembers of a sensor: {}. It starts anew", e.getMessage());
            return new SensorState();
        }
    }

    private static Optional<Version> inUse(List<Version> versions, SensorId sensor, Quantity quantity) {
        return versions.stream()
                .filter(version ->
                        version.isInUse() && version.sensor().equals(sensor) && version.quantity() == quantity)
                .findFirst();
    }
}
