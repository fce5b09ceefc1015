package io.nightflow.gateway;

import io.nightflow.forecast.ModelRecords.State;
import io.nightflow.forecast.ModelRecords.Version;
import io.nightflow.reading.Quantity;
import io.nightflow.rollout.GatewayRollout;
import io.nightflow.rollout.RolloutRescue;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.SettingsFile;
import io.nightflow.settings.UplinkKey;
import io.nightflow.store.Database;
import io.nightflow.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway as roll-outs see it: its check, its troubles, its models, its restart. */
public final class RolloutWiring implements GatewayRollout.House, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutWiring.class);

    /** By then what is wrong is known: a peer that does not answer is told after two minutes. */
    private static final int READY_MINUTES = 4;

    private final ModelStore models;
    private final Check check;
    private final Supplier<List<String>> troubles;
    private final Consumer<String> restart;
    private final GatewayRollout rollout;
    private final AtomicInteger minutes = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread named = new Thread(work, "rollout");
        named.setDaemon(true);
        return named;
    });

    /** What is wrong in a folder. */
    @FunctionalInterface
    interface Check {
        List<String> faults(Path folder) throws Exception;
    }

    private RolloutWiring(
            Settings settings,
            Database database,
            Check check,
            Supplier<List<String>> troubles,
            Consumer<String> restart)
            throws IOException {
        this.check = check;
        models = new ModelStore(database);
        this.troubles = troubles;
        this.restart = restart;
        rollout = new GatewayRollout(
                new GatewayRollout.Rules(
                        settings.text(Key.GATEWAY_ID),
                        settings.directory(),
                        settings.pathIfAny(UplinkKey.ROLLOUT_KEY_FILE),
                        settings.get(UplinkKey.ROLLOUT_ROUTES)),
                this);
    }

    /**
     * Over an open gateway.
     *
     * @param check what {@code check} would say.
     * @param troubles what is not well, the part before each.
     * @param restart stops and starts the gateway.
     * @throws IOException the files of roll-outs cannot be read.
     */
    static RolloutWiring open(
            Settings settings,
            Database database,
            Check check,
            Supplier<List<String>> troubles,
            Consumer<String> restart)
            throws IOException {
        return new RolloutWiring(settings, database, check, troubles, restart);
    }

    /**
     * Puts back what the gateway of a folder cannot start with; to be called before its settings are read.
     *
     * @throws IOException the files of roll-outs cannot be read or written.
     */
    public static void beforeStart(Path folder) throws IOException {
        RolloutRescue.beforeStart(folder, keys(folder));
    }

    /**
     * Undoes what is on trial, where the gateway could not be opened with it; false where nothing is.
     *
     * @throws IOException the files of roll-outs cannot be read or written.
     */
    public static boolean undoFailedStart(Path folder, String why) throws IOException {
        return RolloutRescue.undoFailedStart(folder, keys(folder), why);
    }

    /**
     * The database of a folder, whatever else its settings say: a roll-out never changes where it is.
     *
     * @throws SettingsException the settings are no text.
     */
    public static Path database(Path folder) throws SettingsException {
        return folder.resolve(SettingsFile.read(folder.resolve("config/nightflow.properties"))
                .find(Key.STORE_FILE.text())
                .map(SettingsFile.Entry::value)
                .orElse(Key.STORE_FILE.defaultValue()));
    }

    /** The settings may be what cannot be read. */
    private static Optional<Path> keys(Path folder) {
        try {
            return SettingsFile.read(folder.resolve("config/nightflow.properties"))
                    .find(UplinkKey.ROLLOUT_KEY_FILE.text())
                    .map(SettingsFile.Entry::value)
                    .filter(file -> !file.equals(UplinkKey.ROLLOUT_KEY_FILE.defaultValue()))
                    .map(folder::resolve);
        } catch (SettingsException e) {
            return Optional.empty();
        }
    }

    /** A message of the fleet; returns at once. */
    void take(byte[] message, Runnable then) {
        try {
            thread.execute(() -> {
                rollout.take(message, minutes.get() >= READY_MINUTES);
                then.run();
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("a roll-out came after the end", e); // it comes again
        }
    }

    /** As if it had run for long: for gateways of a demo or a test, whose minutes are made. */
    void isReady() {
        minutes.set(READY_MINUTES);
    }

    /** To be called each minute. */
    void minute() {
        minutes.incrementAndGet();
        rollout.minute();
    }

    boolean isOnTrial() {
        return rollout.isOnTrial();
    }

    Map<String, String> facts() {
        return rollout.facts();
    }

    @Override
    public List<String> faults(Path folder) throws Exception {
        return check.faults(folder);
    }

    @Override
    public List<String> troubles() {
        return troubles.get();
    }

    @Override
    public List<String> modelsInUse() {
        return models.versions().stream()
                .filter(each -> each.state() == State.IN_USE)
                .map(RolloutWiring::name)
                .toList();
    }

    @Override
    public Optional<String> modelRefusal(String model) {
        Optional<Version> known = models.versions().stream()
                .filter(each -> name(each).equals(model))
                .findFirst();
        if (known.isEmpty()) {
            return Optional.of("model " + model + " was not taken: see the gateway's log");
        }
        return known.get().state() == State.IN_USE
                ? Optional.empty()
                : Optional.of("model " + model + " is refused: " + known.get().reason());
    }

    @Override
    public void useModel(String model) {
        String[] name = model.split(":", 2);
        Arrays.stream(Quantity.values())
                .filter(quantity -> quantity.word().equals(name[0]))
                .forEach(quantity -> models.use(quantity, name[1]).join());
    }

    private static String name(Version version) {
        return version.quantity().word() + ":" + version.version();
    }

    @Override
    public void restart(String why) {
        restart.accept(why);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
