package io.nightflow.fleet;

import io.nightflow.settings.FleetKey;
import io.nightflow.settings.FleetSettings;
import io.nightflow.settings.LoginFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.store.Database;
import io.nightflow.store.FleetTables;
import io.nightflow.store.Transactions;
import io.nightflow.store.postgres.PostgresDatabase;
import io.nightflow.store.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sites of the fleet with their stores: a schema each in PostgreSQL, a file each in SQLite. */
public final class FleetSites implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetSites.class);

    private final FleetSettings settings;
    private final InstantSource clock;
    private final SiteOfGateway siteOf;
    private final Map<String, FleetSite> sites = new LinkedHashMap<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Optional<PostgresServer> server;
    private final boolean isWorker;

    private FleetSites(
            FleetSettings settings,
            InstantSource clock,
            SiteOfGateway siteOf,
            Optional<PostgresServer> server,
            boolean isWorker) {
        this.isWorker = isWorker;
        this.settings = settings;
        this.clock = clock;
        this.siteOf = siteOf;
        this.server = server;
        server.ifPresent(opened::push);
    }

    /**
     * Opens all sites that are named.
     *
     * @throws SettingsException a list has faults.
     * @throws IOException a folder cannot be made, or a login cannot be read.
     */
    public static FleetSites open(FleetSettings settings, InstantSource clock) throws SettingsException, IOException {
        return open(settings, clock, true);
    }

    /** The same beside a worker that runs, to look or to order something; nothing is taken or judged. */
    public static FleetSites openBeside(FleetSettings settings, InstantSource clock)
            throws SettingsException, IOException {
        return open(settings, clock, false);
    }

    private static FleetSites open(FleetSettings settings, InstantSource clock, boolean isWorker)
            throws SettingsException, IOException {
        String store = settings.text(FleetKey.STORE);
        Optional<PostgresServer> server = Optional.empty();
        if (!settings.isForOneWorker()) {
            LoginFile login = settings.login(FleetKey.STORE_LOGIN_FILE);
            server = Optional.of(new PostgresServer(store, login.user(), login.password()));
        }
        FleetSites sites = new FleetSites(settings, clock, SiteOfGateway.read(settings), server, isWorker);
        try {
            for (String name : sites.siteOf.names()) {
                sites.sites.put(name, sites.open(name));
            }
            return sites;
        } catch (SettingsException | IOException | RuntimeException e) {
            sites.close();
            throw e;
        }
    }

    private FleetSite open(String name) throws SettingsException, IOException {
        Path folder = settings.site(name);
        Transactions database = store(name, folder);
        DailyUpkeep upkeep = new DailyUpkeep(database, settings.get(FleetKey.DAYS), settings.get(FleetKey.TRAIN_EVERY));
        return FleetSite.open(name, settings.text(FleetKey.NAME), upkeep, Settings.read(folder), database, clock);
    }

    private Transactions store(String name, Path folder) throws IOException {
        if (server.isPresent()) {
            return PostgresDatabase.open(
                    server.get(), "site_" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_"));
        }
        Files.createDirectories(folder);
        if (isWorker) {
            opened.push(SiteLock.take(folder));
        }
        Database database = Database.open(folder.resolve("fleet.db"));
        opened.push(database);
        FleetTables.make(database);
        return database;
    }

    /** The site of a gateway. */
    public FleetSite of(String gateway) {
        FleetSite site = sites.get(siteOf.of(gateway));
        return site == null ? sites.values().iterator().next() : site;
    }

    /** What a gateway is called by people; its name where they call it nothing. */
    public String label(String gateway) {
        return siteOf.label(gateway);
    }

    /** All. */
    public Collection<FleetSite> all() {
        return List.copyOf(sites.values());
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.warn("closing a store: {}", e.getMessage());
            }
        }
    }
}
