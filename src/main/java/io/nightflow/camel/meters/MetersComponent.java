package io.nightflow.camel.meters;

import io.nightflow.bus.BusClock;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.operate.Lines;
import io.nightflow.operate.Meters;
import io.nightflow.reading.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** {@code meters:port?bus=name&options}: asks the meters of a bus in their turn. One consumer owns a bus. */
@Component("meters")
public final class MetersComponent extends DefaultComponent implements Lines, Meters {
    private final List<MetersConsumer> running = new CopyOnWriteArrayList<>();

    @Metadata(label = "advanced", description = "The meters of a bus, by its name")
    private Function<String, List<SiteMeter>> site = bus -> List.of();

    @Metadata(label = "advanced", description = "The buses that there are")
    private List<String> buses = List.of();

    @Metadata(label = "advanced", description = "By which clock it asks")
    private BusClock clock = BusClock.MACHINE;

    @Metadata(label = "advanced", description = "Is told when a meter does not answer, and when it does again")
    private SilenceListener silenceListener = (meter, ended, minutes, reason) -> {};

    /** Is told when a meter does not answer, and when it does again. */
    @FunctionalInterface
    public interface SilenceListener {
        /** It has not answered for so long, or does again after that. */
        void silence(SiteMeter meter, boolean ended, long minutes, Reason reason);
    }

    /** The meters of a bus. */
    public Function<String, List<SiteMeter>> getSite() {
        return site;
    }

    /** The meters of a bus, by its name. */
    public void setSite(Function<String, List<SiteMeter>> site) {
        this.site = site;
    }

    /** The buses that there are. */
    public List<String> getBuses() {
        return buses;
    }

    /** The buses that the list of sensors names. */
    public void setBuses(List<String> buses) {
        this.buses = buses;
    }

    /** Its clock. */
    public BusClock getClock() {
        return clock;
    }

    /** By which clock it asks. */
    public void setClock(BusClock clock) {
        this.clock = clock;
    }

    /** Who is told of silence. */
    public SilenceListener getSilenceListener() {
        return silenceListener;
    }

    /** Whom to tell of silence. */
    public void setSilenceListener(SilenceListener listener) {
        silenceListener = listener;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        MetersEndpoint endpoint = new MetersEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.validate();
        return endpoint;
    }

    void started(MetersConsumer consumer) {
        running.add(consumer);
    }

    void stopped(MetersConsumer consumer) {
        running.remove(consumer);
    }

    /** The gateway stops: what ports say from now on is no news. */
    public void stopping() {
        running.forEach(MetersConsumer::quiet);
    }

    @Override
    public List<UnitStatus> units() {
        return running.stream().flatMap(consumer -> consumer.units().stream()).toList();
    }

    @Override
    public List<String> unasked() {
        return buses.stream()
                .filter(bus -> running.stream().noneMatch(each -> each.isOf(bus)))
                .toList();
    }

    @Override
    public List<String> ports() {
        return running.stream().map(MetersConsumer::port).toList();
    }

    private Optional<MetersConsumer> of(String port) {
        return running.stream().filter(each -> each.port().equals(port)).findFirst();
    }

    @Override
    public PortStatus status(String port) {
        return of(port).map(MetersConsumer::status).orElse(PortStatus.UNUSED);
    }

    @Override
    public List<String> heard(String port) {
        return of(port).map(MetersConsumer::tail).orElse(List.of());
    }

    @Override
    public void reopen(String port) {
        of(port).ifPresent(MetersConsumer::reopen);
    }
}
