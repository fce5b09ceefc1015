package io.nightflow.fleet;

import io.nightflow.peers.PostgreSql;
import io.nightflow.settings.FleetSettings;
import io.nightflow.store.Rows;
import io.nightflow.store.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fleet worker over a store of its own; it may be ended and started again. */
final class FleetRig implements AutoCloseable {
    /** Where it keeps what comes. */
    enum Store {
        SQLITE,
        POSTGRESQL;

        boolean isThere() {
            return this == SQLITE || PostgreSql.isThere();
        }
    }

    private final FleetSettings settings;
    private final @Nullable PostgreSql postgres;
    private final boolean isOwner;
    private volatile Instant now = Instant.parse("2026-03-02T00:00:00Z");
    private final InstantSource clock = () -> now;
    private GatewayBook book = new GatewayBook(clock);
    private @Nullable FleetSites sites;
    private @Nullable FleetWorker worker;

    private FleetRig(FleetSettings settings, @Nullable PostgreSql postgres, boolean isOwner) {
        this.isOwner = isOwner;
        this.settings = settings;
        this.postgres = postgres;
    }

    static FleetRig open(Path folder, String broker, Store store, String... more) throws Exception {
        return open(folder, broker, store == Store.SQLITE ? null : new PostgreSql(), true, more);
    }

    /** Another worker over the same PostgreSQL. */
    FleetRig beside(Path folder, String broker, String... more) throws Exception {
        return open(folder, broker, postgres, false, more);
    }

    private static FleetRig open(
            Path folder, String broker, @Nullable PostgreSql postgres, boolean isOwner, String... more)
            throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        String where = postgres == null ? "sqlite" : postgres.url() + "?user=nightflow";
        Files.writeString(
                config.resolve("fleet.properties"),
                "fleet.broker = " + broker + "\nfleet.store = " + where + "\n" + String.join("\n", more) + "\n");
        return new FleetRig(FleetSettings.read(folder), postgres, isOwner);
    }

    /** It is this time. */
    void at(Instant time) {
        now = time;
    }

    void start() throws Exception {
        book = new GatewayBook(clock);
        FleetSites opened = FleetSites.open(settings, clock);
        sites = opened;
        FleetWorker started = new FleetWorker(settings, opened, book, clock);
        started.start();
        worker = started;
    }

    void stop() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
        if (sites != null) {
            sites.close();
            sites = null;
        }
    }

    FleetSites sites() {
        return java.util.Objects.requireNonNull(sites);
    }

    FleetWorker worker() {
        return java.util.Objects.requireNonNull(worker);
    }

    GatewayBook book() {
        return book;
    }

    FleetSettings settings() {
        return settings;
    }

    /** The first column of what a query gives in site main. */
    List<String> column(String sql) throws Exception {
        return column("main", sql);
    }

    List<String> column(String site, String sql) throws Exception {
        FleetSite of = sites().all().stream()
                .filter(each -> each.name().equals(site))
                .findFirst()
                .orElseThrow();
        return column(of.database(), sql);
    }

    /** The first column of what a query gives in any store. */
    static List<String> column(Transactions database, String sql) {
        return Rows.column(database, sql);
    }

    /** What a gateway has answered to a command; empty where it has not. */
    Optional<String> answer(String id) throws Exception {
        return column("SELECT answer FROM gateway_command WHERE answer IS NOT NULL AND id = '" + id + "'").stream()
                .findFirst();
    }

    /** All readings of site main. */
    List<String> readings() {
        return readings(sites().of("any").database(), "");
    }

    /** All readings of a store with what was found of them, to the last bit; names behind a prefix. */
    static List<String> readings(Transactions database, String prefix) {
        return database.read("looking", connection -> {
            List<String> rows = new ArrayList<>();
            try (var statement = connection.prepareStatement("SELECT r.minute, s.name, r.flow, r.pressure, r.quality,"
                            + " r.flow_stages, r.pressure_stages FROM reading r JOIN sensor s ON s.id = r.sensor");
                    var row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getLong(1) + " " + prefix + row.getString(2) + " " + row.getDouble(3) + " "
                            + row.getDouble(4) + " " + row.getInt(5) + " " + row.getInt(6) + " " + row.getInt(7));
                }
            }
            rows.sort(null);
            return rows;
        });
    }

    @Override
    public void close() throws IOException {
        stop();
        if (postgres != null && isOwner) {
            postgres.close();
        }
    }
}
