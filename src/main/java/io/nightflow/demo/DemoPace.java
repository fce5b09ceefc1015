package io.nightflow.demo;

import io.nightflow.gateway.Gateway;
import io.nightflow.operate.Operation;
import io.nightflow.reading.Minute;
import io.nightflow.store.PlainQuery;
import io.nightflow.store.StoreStatus;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pace of the demo: its clock stands still while the gateway is behind, at whatever speed and load. A meter whose
 * lines are read late would be told to have a wrong clock, and at the end the sum would be that of half a night.
 */
public final class DemoPace {
    private static final Logger LOG = LoggerFactory.getLogger(DemoPace.class);
    private static final long LOOK_MILLIS = 10;
    private static final long PATIENCE_SECONDS = 180;
    private static final int LINES_BEHIND_MAX = 6;
    private static final int MINUTES_BEHIND_MAX = 10;
    private static final int MINUTES_A_LOOK = 5;
    private static final Minute EVER = new Minute(0);

    private final Gateway gateway;
    private final GatewayClock clock;
    private final BooleanSupplier stopping;
    private final PlainQuery query;
    private final long storedBefore;
    private Minute last = EVER;
    private long sent;
    private long minutes;
    private long waitedMillis;

    /** For a gateway by a clock that can be stopped. */
    public DemoPace(Gateway gateway, GatewayClock clock, BooleanSupplier stopping) {
        this.gateway = gateway;
        this.clock = clock;
        this.stopping = stopping;
        query = new PlainQuery(gateway.database());
        storedBefore = gateway.readings().count();
    }

    /** The meter has sent so many whole lines of a minute. */
    public void sent(Minute minute, int lines) {
        last = minute;
        sent += lines;
        minutes++;
    }

    /** Whole lines that the meter has sent. */
    public long sent() {
        return sent;
    }

    /** Readings that are in the database since the beginning. */
    public long stored() {
        return gateway.readings().count() - storedBefore;
    }

    /** For how long the clock has stood still, in seconds. */
    public long waitedSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(waitedMillis);
    }

    /** Looks on until the simulated clock shows a time. */
    public void until(Instant time, Runnable look) throws InterruptedException {
        while (!stopping.getAsBoolean() && clock.instant().isBefore(time)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            look.run();
        }
    }

    /** Lets the clock stand while more than a little of what was sent is not stored, or not judged. */
    public void keepUp() throws InterruptedException {
        if (stored() + LINES_BEHIND_MAX < sent) {
            waitFor("readings", () -> stored() >= sent);
        }
        if (minutes % MINUTES_A_LOOK == 0 && behind() > MINUTES_BEHIND_MAX) {
            waitFor("judgement", () -> behind() <= MINUTES_A_LOOK);
        }
    }

    private long behind() {
        long due = StoreStatus.of(gateway.database()).oldestDueMinute();
        return due == 0 ? 0 : (clock.instant().getEpochSecond() - due) / 60;
    }

    /** Waits with the clock standing still. */
    public void waitFor(String what, BooleanSupplier done) throws InterruptedException {
        clock.stop();
        long started = System.nanoTime();
        while (!done.getAsBoolean() && !stopping.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            if (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started) > PATIENCE_SECONDS) {
                throw new IllegalStateException(
                        "the demo waits for its gateway's " + what + " for more than three minutes. Its log says why");
            }
        }
        waitedMillis += TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        clock.goOn();
    }

    /** Delivers all that is left, so that the sum is of a whole night. */
    public void drain(Runnable look) throws InterruptedException {
        List<Operation> deliveries = gateway.operators().figures().stream() // once: each knows what it has under way
                .filter(station -> station.kind().equals("delivery"))
                .flatMap(station -> station.operations().stream())
                .filter(operation -> operation.name().equals("drainNow"))
                .toList();
        long started = System.nanoTime();
        while (!isDrained() && TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started) < PATIENCE_SECONDS) {
            deliveries.forEach(delivery -> LOG.debug("{}", delivery.run().apply(List.of())));
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS * LOOK_MILLIS);
            look.run();
        }
    }

    private boolean isDrained() {
        try {
            StoreStatus facts = StoreStatus.of(gateway.database());
            return stored() >= sent
                    && facts.oldestDueMinute() == 0
                    && query.count("outbox", "minute >= ?", EVER) == 0
                    && query.count("outbox_hour", "hour <= ?", last) == 0 // later hours wait for a minute of theirs
                    && query.count("alert", "minute >= ? AND staged = 0", EVER) == 0
                    && gateway.lanes().staging().results().backlog().rows() == 0
                    && gateway.lanes().staging().alerts().backlog().rows() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
