package io.nightflow.camel.meters;

import io.nightflow.bus.BusClock;
import io.nightflow.bus.BusPort;
import io.nightflow.bus.BusRound;
import io.nightflow.camel.serial.SerialConstants;
import io.nightflow.meter.poll.PollPlan;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.operate.Lines.PortStatus;
import io.nightflow.operate.Meters.UnitStatus;
import io.nightflow.port.LineNews;
import io.nightflow.reading.MeterSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns a bus: one thread asks its meters in their turn, another hands what they said to the route, a list of {@link MeterSample}, so
 * that a commit that takes long keeps no meter waiting.
 */
public final class MetersConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(MetersConsumer.class);
    private static final long STOP_MILLIS = 5_000;
    private static final int WAITING_MAX = 10_000;
    private static final long GATHER_MILLIS = 500;

    private final MetersEndpoint endpoint;
    private final LineNews news;
    private final BlockingQueue<MeterSample> samples = new LinkedBlockingQueue<>(WAITING_MAX);
    private List<PolledUnit> units = List.of();
    private @Nullable BusPort bus;
    private @Nullable ExecutorService executor;
    private BusClock clock = BusClock.MACHINE;
    private volatile boolean running;

    MetersConsumer(MetersEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.news = new LineNews(endpoint.getPort());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        List<SiteMeter> meters = endpoint.getComponent().getSite().apply(endpoint.getBus());
        if (meters.isEmpty()) {
            throw new IllegalArgumentException("bus " + endpoint.getBus()
                    + ": no sensor of the list of sensors hangs on it. Write bus, address and profile there");
        }
        clock = endpoint.getComponent().getClock();
        long now = clock.nanos();
        units = PolledUnit.of(meters, endpoint, now);
        BusPort port = new BusPort(endpoint.portSettings(), this::told);
        bus = port;
        PollPlan plan = new PollPlan(units.stream().map(PolledUnit::unit).toList(), endpoint.pace(units.size()), now);
        running = true;
        ExecutorService threads =
                getEndpoint().getCamelContext().getExecutorServiceManager().newFixedThreadPool(this, "Meters", 2);
        executor = threads;
        port.open();
        threads.execute(() -> ask(new BusRound(port, plan, clock, this::seen)));
        threads.execute(this::handOut);
        endpoint.getComponent().started(this);
    }

    @Override
    protected void doStop() throws Exception {
        running = false;
        endpoint.getComponent().stopped(this);
        news.end();
        ExecutorService threads = executor;
        executor = null;
        if (threads != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(threads, STOP_MILLIS);
        }
        BusPort port = bus;
        if (port != null) {
            port.close();
        }
        super.doStop();
    }

    private void told(String state) {
        if (state.equals("open")) {
            news.opened();
        } else {
            news.unavailable(state);
        }
    }

    private void ask(BusRound round) {
        while (running) {
            try {
                round.run(() -> running);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) { // this thread alone asks the bus: it must not end unseen
                LOG.error("asking the meters of bus {}: {}", endpoint.getBus(), String.valueOf(e));
            }
        }
    }

    private void seen(PollPlan.Seen seen, long nanos) {
        MeterSample sample = units.get(seen.unit()).sample(seen.look(), nanos);
        try {
            while (running && !samples.offer(sample, GATHER_MILLIS, TimeUnit.MILLISECONDS)) {
                // the route is behind: the bus waits
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came within half a second goes together. */
    private void handOut() {
        while (running || !samples.isEmpty()) {
            try {
                MeterSample first = samples.poll(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                tellSilence();
                if (first != null) {
                    List<MeterSample> group = new ArrayList<>(List.of(first));
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
                    for (MeterSample more = first; more != null; ) {
                        more = samples.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                        if (more != null) {
                            group.add(more);
                        }
                    }
                    route(List.copyOf(group));
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void tellSilence() {
        BusPort port = bus;
        boolean open = port != null && port.isOpen();
        for (PolledUnit unit : units) {
            try {
                unit.tellSilence(open, clock.nanos(), endpoint.getComponent().getSilenceListener());
            } catch (RuntimeException e) {
                LOG.warn("telling that meter {} is silent: {}", unit.meter().sensor(), e.getMessage());
            }
        }
    }

    private void route(List<MeterSample> group) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setBody(group);
            exchange.getIn().setHeader(SerialConstants.PORT, endpoint.getPort());
            exchange.getIn().setHeader(MetersConstants.NANOS, clock.nanos());
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            if (exchange.getException() != null) {
                getExceptionHandler()
                        .handleException("handling meters of " + endpoint.getBus(), exchange, exchange.getException());
            }
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    boolean isOf(String name) {
        return endpoint.getBus().equals(name);
    }

    String port() {
        return endpoint.getPort();
    }

    void quiet() {
        news.end();
    }

    void reopen() {
        BusPort port = bus;
        if (port != null) {
            port.reopen();
        }
    }

    List<String> tail() {
        BusPort port = bus;
        return port == null ? List.of() : port.tail();
    }

    List<UnitStatus> units() {
        long now = clock.nanos();
        return units.stream().map(unit -> unit.status(now)).toList();
    }

    PortStatus status() {
        BusPort port = bus;
        if (port == null) {
            return PortStatus.UNUSED;
        }
        List<UnitStatus> all = units();
        long damaged = all.stream().mapToLong(UnitStatus::damaged).sum();
        long answered = all.stream().mapToLong(UnitStatus::answered).sum();
        return new PortStatus(
                port.isOpen(),
                port.state(),
                port.bytes(),
                answered + damaged,
                damaged == 0 ? Map.of() : Map.of("damaged, late or of another unit", damaged),
                port.opens(),
                "",
                all.stream().mapToLong(UnitStatus::silentSeconds).min().orElse(0),
                0,
                List.of(String.valueOf(getRouteId())));
    }
}
