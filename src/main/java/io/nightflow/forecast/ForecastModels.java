package io.nightflow.forecast;

import io.nightflow.forecast.ModelRecords.Content;
import io.nightflow.forecast.ModelRecords.State;
import io.nightflow.forecast.ModelRecords.Version;
import io.nightflow.forecast.ScoreRecords.Score;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that run, one a quantity. A file and its card that are put into the folder of models are checked and taken; a
 * bad one is refused with its reason, and the old one runs on. Every version stays in the database.
 */
final class ForecastModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForecastModels.class);
    private static final double SLIGHTLY = 1.001; // as good, but for rounding

    private final ModelRecords store;
    private final ScoreRecords scoreStore;
    private final ForecastScores scores;
    private final List<Path> folders;
    private final Map<Quantity, LstmModel> running = new EnumMap<>(Quantity.class);
    private final Map<Path, String> looked = new HashMap<>();

    ForecastModels(ModelRecords store, ScoreRecords scoreStore, ForecastScores scores, List<Path> folders) {
        this.store = store;
        this.scoreStore = scoreStore;
        this.scores = scores;
        this.folders = folders;
    }

    Optional<LstmModel> running(Quantity quantity) {
        return Optional.ofNullable(running.get(quantity));
    }

    /** Takes what is new in the folder, and what was chosen by the command {@code model use}. */
    void refresh(Minute now) {
        List<Version> versions = store.versions();
        for (Quantity quantity : Quantity.values()) {
            runChosen(quantity, versions, now);
            for (Path folder : folders) {
                Path file = folder.resolve(quantity.word() + ".onnx");
                offered(file, folder.resolve(quantity.word() + ".json"))
                        .ifPresent(content -> offer(quantity, file, content, now));
            }
        }
    }

    private void runChosen(Quantity quantity, List<Version> versions, Minute now) {
        for (Version version : versions) {
            if (version.quantity() == quantity
                    && version.state() == State.IN_USE
                    && !running(quantity).map(model -> model.card().version()).equals(Optional.of(version.version()))) {
                store.content(quantity, version.version()).ifPresent(content -> run(quantity, content, now));
            }
        }
    }

    private void run(Quantity quantity, Content content, Minute now) {
        try {
            LstmModel model = LstmModel.open(content.file(), ModelCard.parse(content.card()));
            if (running(quantity).isPresent() || !scoreStore.knows(quantity, model.word())) {
                keepScores(quantity, model, scores.ofLastDays(now, quantity, Optional.of(model)), now);
            }
            swap(quantity, model);
        } catch (IllegalArgumentException e) {
            if (LstmModel.isStopping(e)) {
                return;
            }
            LOG.error(
                    "opening the {} model in use: {}. Choose another: ./nightflow model list",
                    quantity.word(),
                    e.getMessage());
        }
    }

    private void swap(Quantity quantity, LstmModel model) {
        LstmModel old = running.put(quantity, model);
        if (old != null) {
            old.close();
        }
        LOG.info("{} is forecast with model {}", quantity.word(), model.card().version());
    }

    /** File and card, where they are there and not those that were looked at last. */
    private Optional<Content> offered(Path file, Path card) {
        if (!Files.isReadable(file) || !Files.isReadable(card)) {
            return Optional.empty();
        }
        try {
            String look = Files.getLastModifiedTime(file) + " " + Files.size(file) + " "
                    + Files.getLastModifiedTime(card) + " " + Files.size(card);
            if (look.equals(looked.put(file, look))) {
                return Optional.empty();
            }
            return Optional.of(new Content(Files.readAllBytes(file), Files.readAllBytes(card)));
        } catch (IOException e) {
            LOG.warn("reading model {}: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private void offer(Quantity quantity, Path file, Content content, Minute now) {
        try {
            ModelCard card = ModelCard.parse(content.card());
            if (!card.quantity().equals(quantity.word())) {
                throw new IllegalArgumentException(
                        "its card must be of " + quantity.word() + " (got " + card.quantity() + ")");
            }
            if (!isKnown(quantity, card.version())) {
                LstmModel model = LstmModel.open(content.file(), card);
                if (!compare(quantity, model, content, now)) {
                    model.close();
                }
            }
        } catch (IllegalArgumentException e) {
            if (LstmModel.isStopping(e)) {
                return;
            }
            LOG.warn(
                    "taking model {}: {}. {}",
                    file,
                    e.getMessage(),
                    running(quantity)
                            .map(model -> "Model " + model.card().version() + " runs on")
                            .orElse("Forecasts are made without a model"));
        }
    }

    private boolean isKnown(Quantity quantity, String version) {
        Optional<Version> known = store.versions().stream()
                .filter(each -> each.quantity() == quantity && each.version().equals(version))
                .findFirst();
        known.filter(each -> each.state() != State.IN_USE)
                .ifPresent(each -> LOG.info(
                        "{} model {} is known already, it is {}. To use it: ./nightflow model use {}",
                        quantity.word(),
                        version,
                        each.state().word(),
                        version));
        return known.isPresent();
    }

    /** Whether the model runs now. */
    private boolean compare(Quantity quantity, LstmModel model, Content content, Minute now) {
        Map<Minute, List<Score>> ofModel = scores.ofLastDays(now, quantity, Optional.of(model));
        Optional<LstmModel> old = running(quantity);
        double error = ForecastScores.relative(ofModel, model.word());
        double oldError = old.isPresent()
                ? ForecastScores.relative(
                        scores.ofLastDays(now, quantity, old), old.get().word())
                : Double.NaN;
        boolean worse = error > oldError * SLIGHTLY || (Double.isNaN(error) && !Double.isNaN(oldError));
        String reason = worse
                ? String.format(
                        "worse than model %s on the last 28 days (%.3f against %.3f of last week's error)",
                        old.get().card().version(), error, oldError)
                : "";
        String version = model.card().version();
        store.add(new Version(quantity, version, now, worse ? State.REFUSED : State.IN_USE, reason), content)
                .join();
        if (worse) {
            LOG.warn(
                    "{} model {} is refused: {}. To use it all the same: ./nightflow model use {} --force",
                    quantity.word(),
                    version,
                    reason,
                    version);
            return false;
        }
        keepScores(quantity, model, ofModel, now);
        swap(quantity, model);
        return true;
    }

    private void keepScores(Quantity quantity, LstmModel model, Map<Minute, List<Score>> ofModel, Minute now) {
        scoreStore.replace(quantity, ways(model), ofModel, now.plus(-60)).join();
    }

    private static List<String> ways(LstmModel model) {
        List<String> ways = new ArrayList<>(
                Arrays.stream(NaiveForecast.values()).map(NaiveForecast::word).toList());
        ways.add(model.word());
        return ways;
    }

    /** The running models in words, for people. */
    List<String> words() {
        return Stream.of(Quantity.values())
                .filter(running::containsKey)
                .map(quantity -> quantity.word() + " "
                        + running(quantity).map(model -> model.card().version()).orElse(""))
                .toList();
    }

    @Override
    public void close() {
        running.values().forEach(LstmModel::close);
        running.clear();
    }
}
