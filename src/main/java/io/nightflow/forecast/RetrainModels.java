package io.nightflow.forecast;

import io.nightflow.reading.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains new models on the gateway's own history, in a process of its own for each quantity. What they write is offered like
 * any model that somebody puts into the folder: the one that runs is only given up for a better one.
 */
public final class RetrainModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetrainModels.class);
    private static final long HOURS_A_YEAR = 365 * 24L;

    private final HourRecords store;
    private final Path folder;
    private final Duration after;
    private final InstantSource clock;
    private final boolean hasTrainer;
    private final Function<Quantity, List<String>> command;
    private volatile Optional<Process> running = Optional.empty();
    private volatile boolean stopping;
    private @Nullable Thread thread;
    private boolean told;

    /**
     * With what the command writes into this folder.
     *
     * @param hasTrainer whether there is what the command needs: a package comes without.
     */
    public RetrainModels(
            HourRecords store,
            Path folder,
            Duration after,
            InstantSource clock,
            boolean hasTrainer,
            Function<Quantity, List<String>> command) {
        this.store = store;
        this.folder = folder;
        this.after = after;
        this.clock = clock;
        this.hasTrainer = hasTrainer;
        this.command = command;
    }

    /** Begins to train what is due, where no training is under way; returns at once, for it takes hours. */
    public synchronized void begin() {
        if (thread == null || !thread.isAlive()) {
            Thread training = new Thread(this::retrainSafely, "retrain-models");
            training.setDaemon(true);
            training.start();
            thread = training;
        }
    }

    private void retrainSafely() {
        try {
            retrain();
        } catch (IOException | RuntimeException e) {
            LOG.warn("training models: {}. It is tried again the next day", e.getMessage());
        }
    }

    /** Trains what is due: where there is a year of history, and no model that was trained a year ago or later. */
    public void retrain() throws IOException {
        for (Quantity quantity : Quantity.values()) {
            if (!stopping
                    && store.hours(quantity) >= HOURS_A_YEAR
                    && hasTrainer()
                    && isDue(folder.resolve(quantity.word() + ".json"))) {
                Files.createDirectories(folder);
                train(quantity);
            }
        }
    }

    private boolean hasTrainer() {
        if (!hasTrainer && !told) {
            LOG.info(
                    "there is a year of history to learn from, and no trainer here: ./nightflow train on a PC makes models"
                            + " of a backup");
            told = true;
        }
        return hasTrainer;
    }

    private boolean isDue(Path card) throws IOException {
        return !Files.exists(card)
                || Files.getLastModifiedTime(card)
                        .toInstant()
                        .isBefore(clock.instant().minus(after));
    }

    private void train(Quantity quantity) throws IOException {
        Path log = folder.resolve(quantity.word() + ".log");
        Process process = new ProcessBuilder(command.apply(quantity))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        running = Optional.of(process);
        try {
            tell(quantity, process.waitFor(), log);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
        } finally {
            running = Optional.empty();
        }
    }

    private void tell(Quantity quantity, int exit, Path log) {
        if (exit == 0) {
            LOG.info("a new {} model is trained, {} tells how", quantity.word(), log);
        } else if (!stopping) {
            LOG.warn("training a {} model: it ended with {}. {} says why", quantity.word(), exit, log);
        }
    }

    /** Ends a training that is under way; it is still due, and goes on from its checkpoint the next day. */
    @Override
    public void close() {
        stopping = true;
        running.ifPresent(process -> process.descendants().forEach(ProcessHandle::destroy));
        running.ifPresent(Process::destroy);
    }
}
