package io.nightflow.fleet;

import io.nightflow.settings.FleetKey;
import io.nightflow.settings.FleetSettings;
import io.nightflow.settings.SettingsException;
import io.nightflow.store.StoreException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of one worker: broker where it is embedded, stores, what takes and judges, page. */
public final class FleetProgram implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetProgram.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private String page = "";
    private @Nullable FleetView view;

    private FleetProgram() {}

    /**
     * Starts it.
     *
     * @throws SettingsException a list has faults.
     * @throws IOException a port, a folder or a file cannot be used.
     */
    public static FleetProgram start(FleetSettings settings, InstantSource clock)
            throws SettingsException, IOException, GeneralSecurityException {
        FleetProgram program = new FleetProgram();
        try {
            program.open(settings, clock);
            return program;
        } catch (SettingsException | IOException | GeneralSecurityException | RuntimeException e) {
            program.close();
            throw e;
        }
    }

    private void open(FleetSettings settings, InstantSource clock)
            throws SettingsException, IOException, GeneralSecurityException {
        if (settings.text(FleetKey.BROKER).equals(FleetKey.EMBEDDED)) {
            opened.push(
                    EmbeddedBroker.start(settings.directory().resolve("broker"), settings.get(FleetKey.BROKER_PORT)));
        }
        FleetSites sites = sites(settings, clock);
        opened.push(sites);
        GatewayBook book = new GatewayBook(clock);
        FleetWorker worker = new FleetWorker(settings, sites, book, clock);
        opened.push(worker);
        FleetView seen = new FleetView(sites, book, worker, clock);
        view = seen;
        int port = settings.get(FleetKey.PAGE_PORT);
        if (port != 0) {
            FleetPage served = page(seen, port);
            opened.push(served);
            page = served.address();
        }
        worker.start();
        LOG.info(
                "Nightflow fleet runs: worker {} at {}, store {}, {}",
                settings.text(FleetKey.NAME),
                FleetWorker.broker(settings),
                settings.text(FleetKey.STORE),
                page.isEmpty() ? "no page" : "page " + page);
    }

    private static FleetSites sites(FleetSettings settings, InstantSource clock) throws SettingsException, IOException {
        try {
            return FleetSites.open(settings, clock);
        } catch (StoreException e) {
            throw new IOException(
                    "fleet.store: " + settings.text(FleetKey.STORE) + " cannot be used (" + e.getMessage()
                            + "). ./nightflow fleet check says more",
                    e);
        }
    }

    private static FleetPage page(FleetView seen, int port) throws IOException {
        try {
            return FleetPage.open(seen, port);
        } catch (IOException e) {
            throw new IOException(
                    "fleet.page-port: 127.0.0.1:" + port + " cannot be opened (" + e.getMessage()
                            + "). Free it, or set another; 0: no page",
                    e);
        }
    }

    /** How the fleet stands. */
    public FleetView view() {
        return Objects.requireNonNull(view, "the fleet was not started");
    }

    /** Where its page is; empty where it has none. */
    public String page() {
        return page;
    }

    @Override
    public void close() {
        LOG.info("Nightflow fleet stops");
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.warn("stopping: {}", e.getMessage());
            }
        }
    }
}
