package io.nightflow.camel.deliver;

import io.nightflow.deliver.AlertBody;
import io.nightflow.store.AlertStore;
import io.nightflow.store.AlertStore.Way;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands alerts to the integrator's route {@code direct:alert}, in order, each until it was taken without an exception; they
 * count as taken where there is no such route. On threads of its own: whoever takes them may take as long as he likes, and
 * nobody else waits. One that takes longer than a minute is tried anew beside it, three times at most. The body is a map,
 * see docs/how-to/alerts.md.
 */
public final class OfferAlerts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OfferAlerts.class);
    private static final int ALERTS_A_TURN = 100;
    private static final int HANGING_MAX = 3;
    private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String TO = "direct:alert?failIfNoConsumers=false&block=false";

    private final AlertStore store;
    private final ZoneId zone;
    private final LongSupplier nanos;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "offer-alerts");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Turn> turns = new ArrayList<>();
    private volatile String failing = "";
    private boolean hangingTold;

    /** From this store; times are shown in this zone. */
    public OfferAlerts(AlertStore store, ZoneId zone) {
        this(store, zone, System::nanoTime);
    }

    /** The same with another clock for how long a turn takes. */
    public OfferAlerts(AlertStore store, ZoneId zone, LongSupplier nanos) {
        this.store = store;
        this.zone = zone;
        this.nanos = nanos;
    }

    /** One walk through what has not been taken yet. */
    private static final class Turn {
        final long since;
        volatile boolean givenUp;
        volatile boolean ended;

        Turn(long since) {
            this.since = since;
        }
    }

    /** Begins to offer what has not been taken yet, where that is not under way; returns at once. */
    public synchronized void offerRaised(Exchange exchange) {
        CamelContext context = exchange.getContext();
        turns.removeIf(turn -> turn.ended);
        long now = nanos.getAsLong();
        turns.stream().filter(turn -> now - turn.since > HANGS_NANOS).forEach(turn -> turn.givenUp = true);
        boolean underWay = turns.stream().anyMatch(turn -> !turn.givenUp);
        tellWhatHangs();
        if (!underWay && turns.size() < HANGING_MAX) {
            Turn turn = new Turn(now);
            turns.add(turn);
            threads.execute(() -> offer(context, turn));
        }
    }

    private void tellWhatHangs() {
        long hanging = turns.stream().filter(turn -> turn.givenUp).count();
        if (hanging > 0 && !hangingTold) {
            LOG.warn("offering alerts to direct:alert: it has not ended for a minute. Nobody else waits for it; look"
                    + " whether what it sends to answers");
        }
        hangingTold = hanging > 0;
    }

    /** Stops at the first that fails, until the next time. */
    private void offer(CamelContext context, Turn turn) {
        ProducerTemplate template = context.createProducerTemplate();
        try {
            for (AlertStore.Numbered alert : store.waiting(Way.OFFERED, ALERTS_A_TURN)) {
                Exchange sent = template.send(TO, message -> message.getIn().setBody(AlertBody.of(alert, zone)));
                if (turn.givenUp) {
                    return; // another turn offers it
                }
                if (sent.isFailed()) {
                    failed(alert, sent);
                    return;
                }
                failing = "";
                store.done(Way.OFFERED, alert.number()).join();
            }
        } catch (RuntimeException e) {
            LOG.warn("offering alerts: {}. They are offered again each minute", e.getMessage());
        } finally {
            turn.ended = true;
            template.stop();
        }
    }

    /** Why alerts wait for {@code direct:alert}: one has been under way for a minute, or the last one failed; empty where they do not. */
    public synchronized String trouble() {
        boolean hangs = turns.stream().anyMatch(turn -> turn.givenUp && !turn.ended);
        return hangs ? "it has not ended for a minute" : failing;
    }

    /** Whether somebody is being offered alerts. */
    public synchronized boolean isUnderWay() {
        return turns.stream().anyMatch(turn -> !turn.ended);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void failed(AlertStore.Numbered alert, Exchange sent) {
        Exception exception = sent.getException();
        String reason = exception == null ? "the route failed" : String.valueOf(exception.getMessage());
        if (failing.isEmpty()) {
            LOG.warn("offering alert {} to direct:alert: {}. It is offered again each minute", alert.number(), reason);
        }
        failing = reason;
    }
}
