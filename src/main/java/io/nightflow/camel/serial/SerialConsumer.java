package io.nightflow.camel.serial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns lines into exchanges, one a line or one a group, on a thread of its own: the line's owner thread goes on reading
 * while the route works. A route that is too slow holds back the line, it never drops.
 */
@ManagedResource(description = "Managed serial consumer")
public final class SerialConsumer extends DefaultConsumer implements SharedLine.Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(SerialConsumer.class);
    private static final int READS_WAITING_MAX = 64;
    private static final long OFFER_MILLIS = 100;
    private static final long IDLE_MILLIS = 1_000;
    private static final List<String> WAKE_UP = List.of();
    private static final long STOP_MILLIS = 5_000;

    private final SerialEndpoint endpoint;
    private final BlockingQueue<List<String>> reads = new ArrayBlockingQueue<>(READS_WAITING_MAX);
    private @Nullable SharedLine line;
    private @Nullable ExecutorService executor;
    private final LongAdder silences = new LongAdder();
    private volatile boolean running;

    SerialConsumer(SerialEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    public boolean wants(boolean checked, String text) {
        if (checked != (endpoint.framing() == SerialEndpoint.Framing.LINK)) {
            return false;
        }
        String types = endpoint.getTypes();
        return types.isEmpty() || (!text.isEmpty() && types.indexOf(text.charAt(0)) >= 0);
    }

    @Override
    public void lines(List<String> lines) {
        try {
            while (running && !reads.offer(lines, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
                // the route is behind: the line waits
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        SharedLine shared = endpoint.getComponent().acquire(endpoint.portSettings());
        line = shared;
        ExecutorService dispatcher =
                getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "Serial");
        executor = dispatcher;
        dispatcher.execute(this::dispatch);
        shared.subscribe(this);
    }

    @Override
    protected void doStop() throws Exception {
        SharedLine shared = line;
        line = null;
        if (shared != null) {
            shared.unsubscribe(this);
            running = false;
            boolean unusedFull = reads.offer(WAKE_UP);
            endpoint.getComponent().release(shared);
        }
        ExecutorService dispatcher = executor;
        executor = null;
        if (dispatcher != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(dispatcher, STOP_MILLIS);
        }
        super.doStop();
    }

    /** Works off what was read before it was told to stop. */
    private void dispatch() {
        List<String> lines = new ArrayList<>();
        SilenceWatch silence = new SilenceWatch(endpoint.getSilentAfter().toNanos(), System.nanoTime());
        while (running || !reads.isEmpty()) {
            try {
                List<String> first = reads.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                boolean heard = first != null && !first.isEmpty();
                watch(silence, heard);
                if (heard) {
                    lines.addAll(first);
                    gather(lines);
                    route(lines);
                    lines.clear();
                }
            } catch (InterruptedException e) {
                running = false;
            }
        }
    }

    private void watch(SilenceWatch silence, boolean heard) {
        SharedLine shared = line;
        if (shared == null) {
            return;
        }
        long now = System.nanoTime();
        SilenceWatch.Change change = silence.see(heard, shared.isOpen(), now);
        if (change == SilenceWatch.Change.SILENT || change == SilenceWatch.Change.STILL_SILENT) {
            silences.increment();
            shared.reopen();
        }
        if (change == SilenceWatch.Change.SILENT) {
            LOG.warn(
                    "line {}: nothing has come for {}. It is opened anew",
                    endpoint.getPath(),
                    endpoint.getSilentAfter());
        } else if (change == SilenceWatch.Change.HEARD_AGAIN) {
            LOG.info("line {} is heard again", endpoint.getPath());
        }
        if (change == SilenceWatch.Change.SILENT || change == SilenceWatch.Change.HEARD_AGAIN) {
            tell(change == SilenceWatch.Change.HEARD_AGAIN, silence.minutes(now));
        }
    }

    private void tell(boolean ended, long minutes) {
        try {
            endpoint.getComponent().tellSilence(endpoint.getPath(), ended, minutes);
        } catch (RuntimeException e) {
            LOG.warn("telling that line {} is silent: {}", endpoint.getPath(), e.getMessage());
        }
    }

    private void gather(List<String> lines) throws InterruptedException {
        long end = System.nanoTime() + endpoint.getGroup().toNanos();
        while (lines.size() < endpoint.getGroupLinesMax()) {
            long left = end - System.nanoTime();
            List<String> more = reads.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (more == null) {
                return;
            }
            lines.addAll(more);
        }
    }

    private void route(List<String> lines) {
        if (!endpoint.getGroup().isZero()) {
            route((Object) List.copyOf(lines));
        } else {
            lines.forEach(this::route);
        }
    }

    private void route(Object body) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setBody(body);
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            if (exchange.getException() != null) {
                getExceptionHandler()
                        .handleException("handling lines of " + endpoint.getPath(), exchange, exchange.getException());
            }
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    /** Whether the port is open. */
    @ManagedAttribute(description = "Whether the port is open")
    public boolean isPortOpen() {
        SharedLine shared = line;
        return shared != null && shared.isOpen();
    }

    /** Bytes received since the start. */
    @ManagedAttribute(description = "Bytes received since the start")
    public long getBytesReceived() {
        SharedLine shared = line;
        return shared == null ? 0 : shared.bytes();
    }

    /** Lines received since the start, damaged ones included. */
    @ManagedAttribute(description = "Lines received since the start, damaged ones included")
    public long getLinesReceived() {
        SharedLine shared = line;
        return shared == null ? 0 : shared.frames();
    }

    /** Damaged lines since the start, by reason. */
    @ManagedAttribute(description = "Damaged lines since the start, by reason")
    public String getLinesDamaged() {
        SharedLine shared = line;
        return shared == null ? "" : shared.rejections().totals().toString();
    }

    /** How often the port was opened. */
    @ManagedAttribute(description = "How often the port was opened")
    public long getTimesOpened() {
        SharedLine shared = line;
        return shared == null ? 0 : shared.opens();
    }

    /** How often the port was opened anew because nothing came. */
    @ManagedAttribute(description = "How often the port was opened anew because nothing came")
    public long getTimesSilent() {
        return silences.sum();
    }

    /** Closes the port and opens it again. */
    @ManagedOperation(description = "Close the port and open it again")
    public void reopenPort() {
        SharedLine shared = line;
        if (shared != null) {
            shared.reopen();
        }
    }
}
