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
    private static final int READS_WAITING_MAX = 1_024;
    private static final long OFFER_MILLIS = 100;
    private static final long IDLE_MILLIS = 1_000;
    private static final Read WAKE_UP = new Read(List.of(), 0);
    private static final long STOP_MILLIS = 5_000;

    /** The lines of one read, and when it was, by {@link System#nanoTime}. */
    private record Read(List<String> lines, long arrived) {}

    private final SerialEndpoint endpoint;
    private final BlockingQueue<Read> reads = new ArrayBlockingQueue<>(READS_WAITING_MAX);
    private @Nullable SharedLine line;
    private volatile @Nullable SharedLine stopping;
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
    public void lines(List<String> lines, long arrived) {
        try {
            Read read = new Read(lines, arrived);
            while (running && !reads.offer(read, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
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
        stopping = shared;
        if (shared != null) {
            shared.unsubscribe(this);
            running = false;
            boolean unusedFull = reads.offer(WAKE_UP);
        }
        ExecutorService dispatcher = executor;
        executor = null;
        if (dispatcher != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(dispatcher, STOP_MILLIS);
        }
        if (shared != null) {
            for (Read read = reads.poll(); read != null; read = reads.poll()) {
                giveBack(shared, read.lines(), read.arrived());
            }
            endpoint.getComponent().release(shared);
        }
        super.doStop();
    }

    /** Lines that this consumer does not get to: while routes are swapped, the one after it does. */
    private void giveBack(SharedLine shared, List<String> lines, long arrived) {
        shared.giveBack(List.copyOf(lines), endpoint.framing() == SerialEndpoint.Framing.LINK, arrived);
    }

    /** Works off what was read before it was told to stop. */
    private void dispatch() {
        SilentLine silence = new SilentLine(endpoint);
        Read next = null;
        while (running || next != null || !reads.isEmpty()) {
            try {
                Read first = next == null ? reads.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS) : next;
                next = null;
                boolean heard = first != null && !first.lines().isEmpty();
                SharedLine shared = line;
                if (shared != null && silence.watch(shared, heard)) {
                    silences.increment();
                }
                if (heard) {
                    List<String> lines = new ArrayList<>(first.lines());
                    next = gather(lines, first.arrived());
                    route(lines, first.arrived());
                }
            } catch (InterruptedException e) {
                running = false;
                return; // what is left is given back
            } catch (Error e) { // this thread alone reads the line: it must not end unseen
                LOG.error("handling lines of {}: {}. They are dropped", endpoint.getPath(), String.valueOf(e));
            }
        }
    }

    /**
     * Adds what came within the time of a group; gives the first read that came later: after a wait, lines of different
     * minutes must not become one group.
     */
    private @Nullable Read gather(List<String> lines, long arrived) throws InterruptedException {
        long end = arrived + endpoint.getGroup().toNanos();
        while (lines.size() < endpoint.getGroupLinesMax()) {
            long left = end - System.nanoTime();
            Read more = reads.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (more == null || more.arrived() - end > 0) {
                return more == null || more.lines().isEmpty() ? null : more;
            }
            lines.addAll(more.lines());
        }
        return null;
    }

    private void route(List<String> lines, long arrived) {
        if (!endpoint.getGroup().isZero()) {
            route((Object) List.copyOf(lines), arrived);
        } else {
            lines.forEach(line -> route(line, arrived));
        }
    }

    private void route(Object body, long arrived) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeader(SerialConstants.PORT, endpoint.getPath());
            exchange.getIn().setHeader(SerialConstants.ARRIVED, arrived);
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            tellOrGiveBack(exchange, body, arrived);
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    /** What failed because this consumer is being stopped is no failure: it comes again. */
    private void tellOrGiveBack(Exchange exchange, Object body, long arrived) {
        boolean failed = exchange.getException() != null || exchange.getProperty(Exchange.EXCEPTION_CAUGHT) != null;
        SharedLine shared = stopping;
        if (failed && !running && shared != null) {
            List<String> lines = body instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of(String.valueOf(body));
            giveBack(shared, lines, arrived);
        } else if (exchange.getException() != null) {
            getExceptionHandler()
                    .handleException("handling lines of " + endpoint.getPath(), exchange, exchange.getException());
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
