package io.nightflow.camel.taps;

import io.nightflow.camel.Handover;
import io.nightflow.operate.Taps;
import io.nightflow.reading.Minute;
import io.nightflow.settings.Failures;
import io.nightflow.store.TapReader;
import io.nightflow.store.TapStore;
import io.nightflow.tap.TapStatus;
import io.nightflow.tap.Tapped;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tap: a thread and a connection of its own. It reads what follows its cursor, hands it to the route, and moves the cursor, on
 * the disk, when the route has ended without an exception. What fails comes again, the same under the same numbers, first after
 * a second, then less and less often.
 */
@ManagedResource(description = "Managed tap")
public final class TapConsumer extends DefaultConsumer implements Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(TapConsumer.class);
    private static final Object ENDED = new Object();
    private static final long IDLE_MILLIS = 250;
    private static final int SKIPPED_MAX = 8; // two seconds: another program may have written
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LAST_PAUSE_MILLIS = 60_000;
    private static final long STOP_MILLIS = 5_000;
    private static final long HANGS_SECONDS = 60;
    private static final long SLOW_SECONDS = 600;

    private final NightflowEndpoint endpoint;
    private final Semaphore wake = new Semaphore(0);
    private @Nullable TapStore store;
    private @Nullable ExecutorService executor;
    private volatile Object life = ENDED; // one a start: a thread of an earlier one ends when it can
    private volatile boolean suspended;
    private volatile String failing = "";
    private volatile long routedSince;
    private volatile long idleAt;
    private long commits = -1;
    private int skipped;

    TapConsumer(NightflowEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        NightflowComponent component = endpoint.getComponent();
        component.requireFree(name());
        TapStore taps = component
                .getStore()
                .orElseThrow(() -> new IllegalStateException("nightflow: there is no gateway to take it from"));
        long taken = taps.open(
                name(),
                endpoint.kind(),
                endpoint.begin(),
                Minute.containing(component.getClock().instant()));
        store = taps;
        Object mine = new Object();
        life = mine;
        suspended = false;
        idleAt = component.getNanos().getAsLong();
        ExecutorService thread = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, "Tap[" + name() + "]");
        executor = thread;
        component.started(this);
        thread.execute(() -> run(taps, taken, mine));
    }

    @Override
    protected void doStop() throws Exception {
        life = ENDED;
        wake.release();
        endpoint.getComponent().stopped(this);
        ExecutorService thread = executor;
        executor = null;
        if (thread != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(thread, STOP_MILLIS);
        }
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        suspended = true;
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        suspended = false;
        wake.release();
        super.doResume();
    }

    private void run(TapStore taps, long first, Object mine) {
        long taken = first;
        long pause = FIRST_PAUSE_MILLIS;
        try (TapReader reader = taps.reader(name())) {
            while (life == mine) {
                long before = taken;
                taken = suspended || hasNoNews(taps) ? taken : turn(taps, reader, taken, mine);
                boolean stands = taken == before;
                pause = stands && !failing.isEmpty() ? Math.min(pause * 2, LAST_PAUSE_MILLIS) : FIRST_PAUSE_MILLIS / 2;
                commits = stands ? commits : -1; // there may be more
                if (stands) {
                    rest(failing.isEmpty() ? IDLE_MILLIS : pause);
                }
            }
        }
    }

    /** A step of the route may have left the thread interrupted: only a stop ends it. */
    private void rest(long millis) {
        try {
            boolean unusedWoken = wake.tryAcquire(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debug("tap {} was interrupted", name());
        }
    }

    /** Whether the last look found nothing and nothing was committed since: a look costs more than to know that. */
    private boolean hasNoNews(TapStore taps) {
        long now = taps.commits(endpoint.kind());
        boolean none = failing.isEmpty() && now == commits && skipped < SKIPPED_MAX;
        skipped = none ? skipped + 1 : 0;
        commits = now;
        return none;
    }

    /** One batch; gives the number up to which all is taken. */
    private long turn(TapStore taps, TapReader reader, long taken, Object mine) {
        try {
            TapStore.Batch batch = reader.next(endpoint.kind(), taken, endpoint.getBatch());
            if (batch.last() == taken) {
                idleAt = endpoint.getComponent().getNanos().getAsLong();
                worked();
                return taken;
            }
            if (!batch.rows().isEmpty() && (!route(batch) || life != mine)) {
                return taken; // of a life that has ended: the next one has it again
            }
            if (batch.gone() > 0) {
                LOG.warn("tap {}: {} {} were deleted before it took them", name(), batch.gone(), endpoint.getWhat());
            }
            taps.taken(name(), batch);
            worked();
            return batch.last();
        } catch (RuntimeException | Error e) { // this thread alone serves the tap: it must not end unseen
            failed(String.valueOf(e.getMessage()));
            return taken;
        }
    }

    /** Whether the route has taken it. */
    private boolean route(TapStore.Batch batch) {
        Exchange exchange = createExchange(false);
        Tapped first = batch.rows().get(0);
        Tapped last = batch.rows().get(batch.rows().size() - 1);
        exchange.getIn().setBody(endpoint.getBatch() == 1 ? first : new TappedBodies(batch.rows()));
        exchange.getIn().setHeader(NightflowConstants.GATEWAY, first.gateway());
        exchange.getIn().setHeader(NightflowConstants.LOG, first.log());
        exchange.getIn().setHeader(NightflowConstants.FIRST, first.number());
        exchange.getIn().setHeader(NightflowConstants.LAST, last.number());
        routedSince = Math.max(1, endpoint.getComponent().getNanos().getAsLong());
        try {
            Exception failure = Handover.failure(this, exchange);
            if (failure != null) {
                failed(Failures.words(failure).lines().findFirst().orElse(""));
            }
            return failure == null;
        } finally {
            routedSince = 0;
        }
    }

    private void worked() {
        if (!failing.isEmpty()) {
            failing = "";
            LOG.info("tap {}: it is taken again", name());
        }
    }

    private void failed(String reason) {
        if (failing.isEmpty() && life != ENDED) {
            LOG.warn(
                    "tap {} of route {}: {}. It comes again, the same, until it is taken",
                    name(),
                    getRouteId(),
                    reason);
        }
        failing = reason.isEmpty() ? "the route failed" : reason;
    }

    String name() {
        return endpoint.getName();
    }

    /** How it stands, for operators. */
    Taps.Flow flow() {
        TapStatus status = status();
        return new Taps.Flow(
                name(),
                endpoint.getWhat(),
                String.valueOf(getRouteId()),
                status.behind(),
                status.lost(),
                trouble(status.behind()));
    }

    private TapStatus status() {
        TapStore taps = store;
        Optional<TapStatus> known = taps == null ? Optional.empty() : taps.find(name());
        return known.orElseGet(() -> new TapStatus(name(), endpoint.kind(), 0, 0, 0));
    }

    private String trouble(long behind) {
        long now = endpoint.getComponent().getNanos().getAsLong();
        long since = routedSince;
        long hangs = since == 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(now - since);
        if (hangs >= HANGS_SECONDS) {
            return "its route has not ended for " + hangs
                    + " s. Nobody else waits for it; look whether what it sends to answers";
        }
        if (!failing.isEmpty()) {
            return failing + ". It is tried again";
        }
        long late = TimeUnit.NANOSECONDS.toSeconds(now - idleAt);
        return behind > 0 && late >= SLOW_SECONDS && !suspended
                ? "it has not caught up for " + late / 60 + " minutes. Give it a larger batch, or a faster receiver"
                : "";
    }

    /** Its cursor. */
    @ManagedAttribute(description = "Last number that it has taken")
    public long getTaken() {
        return status().taken();
    }

    /** How far it is. */
    @ManagedAttribute(description = "How many it has not taken yet")
    public long getBehind() {
        return status().behind();
    }

    /** What it never got. */
    @ManagedAttribute(description = "How many were deleted before it took them")
    public long getLost() {
        return status().lost();
    }

    /** Why it does not get on. */
    @ManagedAttribute(description = "Why it does not get on; empty where it does")
    public String getTrouble() {
        return trouble(status().behind());
    }

    /** Tries again at once what failed. */
    @ManagedOperation(description = "Tries again at once what failed")
    public void retryNow() {
        wake.release();
    }
}
