package io.nightflow.camel.serial;

import io.nightflow.port.ReadQueue;
import io.nightflow.port.ReadQueue.Read;
import io.nightflow.port.SharedLine;
import io.nightflow.port.SilentLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
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
    private static final long STOP_MILLIS = 5_000;

    private final SerialEndpoint endpoint;
    private final ReadQueue reads = new ReadQueue();
    private @Nullable SharedLine line;
    private volatile @Nullable SharedLine stopping;
    private @Nullable ExecutorService executor;
    private final LongAdder silences = new LongAdder();
    private volatile boolean running;
    private volatile @Nullable SilentLine silence;

    SerialConsumer(SerialEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    public boolean wants(boolean checked, String text) {
        if (checked != isChecked()) {
            return false;
        }
        String types = endpoint.getTypes();
        return types.isEmpty() || (!text.isEmpty() && types.indexOf(text.charAt(0)) >= 0);
    }

    @Override
    public boolean isChecked() {
        return endpoint.getFraming() == SerialEndpoint.Framing.LINK;
    }

    @Override
    public void lines(List<String> lines, long arrived) {
        try {
            reads.put(new Read(lines, arrived), () -> running);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String route() {
        return String.valueOf(getRouteId());
    }

    @Override
    public long muteSeconds() {
        SilentLine watch = silence;
        return watch == null ? 0 : watch.muteSeconds();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        SharedLine shared = endpoint.getComponent().lines().acquire(endpoint.portSettings());
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
            reads.wakeUp();
        }
        ExecutorService dispatcher = executor;
        executor = null;
        if (dispatcher != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(dispatcher, STOP_MILLIS);
        }
        if (shared != null) {
            for (Read read = reads.poll(); read != null; read = reads.poll()) {
                shared.giveBack(read.lines(), isChecked(), read.arrived());
            }
            endpoint.getComponent().lines().release(shared);
        }
        super.doStop();
    }

    /** Works off what was read before it was told to stop. */
    private void dispatch() {
        SilentLine watch = new SilentLine(
                endpoint.getPath(), endpoint.getSilentAfter(), route(), endpoint.getComponent()::getSilenceListener);
        silence = watch;
        Read next = null;
        while (running || next != null || !reads.isEmpty()) {
            try {
                Read first = next == null ? reads.await() : next;
                next = null;
                boolean heard = first != null && !first.lines().isEmpty();
                SharedLine shared = line;
                if (shared != null && watch.watch(shared, heard)) {
                    silences.increment();
                }
                if (first != null && heard) {
                    List<String> lines = new ArrayList<>(first.lines());
                    next = reads.gather(lines, first.arrived(), endpoint.getGroup(), endpoint.getGroupLinesMax());
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
            shared.giveBack(lines, isChecked(), arrived);
        } else if (exchange.getException() != null) {
            getExceptionHandler()
                    .handleException("handling lines of " + endpoint.getPath(), exchange, exchange.getException());
        }
    }

    /** Whether the port is open. */
    @ManagedAttribute(description = "Whether the port is open")
    public boolean isPortOpen() {
        return of(SharedLine::isOpen, false);
    }

    /** Bytes received since the start. */
    @ManagedAttribute(description = "Bytes received since the start")
    public long getBytesReceived() {
        return of(SharedLine::bytes, 0L);
    }

    /** Lines received since the start, damaged ones included. */
    @ManagedAttribute(description = "Lines received since the start, damaged ones included")
    public long getLinesReceived() {
        return of(SharedLine::frames, 0L);
    }

    /** Damaged lines since the start, by reason. */
    @ManagedAttribute(description = "Damaged lines since the start, by reason")
    public String getLinesDamaged() {
        return of(shared -> shared.rejections().totals().toString(), "");
    }

    /** How often the port was opened. */
    @ManagedAttribute(description = "How often the port was opened")
    public long getTimesOpened() {
        return of(SharedLine::opens, 0L);
    }

    /** How often the port was opened anew because nothing came. */
    @ManagedAttribute(description = "How often the port was opened anew because nothing came")
    public long getTimesSilent() {
        return silences.sum();
    }

    private <T> T of(Function<SharedLine, T> figure, T none) {
        SharedLine shared = line;
        return shared == null ? none : figure.apply(shared);
    }

    /** Closes the port and opens it again. */
    @ManagedOperation(description = "Close the port and open it again")
    public void reopenPort() {
        endpoint.getComponent().lines().reopen(endpoint.getPath());
    }
}
