package io.nightflow.camel.taps;

import io.nightflow.collect.CollectReadings;
import io.nightflow.operate.Taps;
import io.nightflow.store.TapStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code nightflow:what?name=cursor&options}: takes readings, results, alerts, nights or forecasts from the house, each at least
 * once and in order; {@code to: nightflow:readings} puts readings into it.
 */
@Component("nightflow")
public final class NightflowComponent extends DefaultComponent implements Taps {
    private final List<TapConsumer> running = new CopyOnWriteArrayList<>();

    @Metadata(label = "advanced", description = "Where taps are kept")
    private Optional<TapStore> store = Optional.empty();

    @Metadata(label = "advanced", description = "What takes readings")
    private Optional<CollectReadings> collect = Optional.empty();

    @Metadata(label = "advanced", description = "By which clock a tap is in use")
    private InstantSource clock = InstantSource.system();

    @Metadata(label = "advanced", description = "By which clock a tap hangs, in nanoseconds")
    private LongSupplier nanos = System::nanoTime;

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        TappedBodies.teach(getCamelContext().getTypeConverterRegistry());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        NightflowEndpoint endpoint = new NightflowEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.validate();
        return endpoint;
    }

    void started(TapConsumer consumer) {
        running.add(consumer);
    }

    void stopped(TapConsumer consumer) {
        running.remove(consumer);
    }

    /** Refuses a second route with the same cursor: each would get half. */
    void requireFree(String name) {
        running.stream().filter(other -> other.name().equals(name)).findFirst().ifPresent(other -> {
            throw new IllegalArgumentException("name: tap " + name + " is taken by route " + other.getRouteId()
                    + ". Give each route a name of its own");
        });
    }

    @Override
    public List<Flow> taps() {
        return running.stream().map(TapConsumer::flow).toList();
    }

    /** Where taps are kept. */
    public Optional<TapStore> getStore() {
        return store;
    }

    /** Where taps are kept; empty where there is no house, as for a check. */
    public void setStore(Optional<TapStore> store) {
        this.store = store;
    }

    /** What takes readings. */
    public Optional<CollectReadings> getCollect() {
        return collect;
    }

    /** What takes readings; empty where there is no house, as for a check. */
    public void setCollect(Optional<CollectReadings> collect) {
        this.collect = collect;
    }

    /** The clock. */
    public InstantSource getClock() {
        return clock;
    }

    /** By which clock a tap is in use. */
    public void setClock(InstantSource clock) {
        this.clock = clock;
    }

    /** The clock that never jumps. */
    public LongSupplier getNanos() {
        return nanos;
    }

    /** By which clock a tap hangs, in nanoseconds. */
    public void setNanos(LongSupplier nanos) {
        this.nanos = nanos;
    }
}
