package io.nightflow.train;

import io.nightflow.evaluate.ForecastErrors;
import io.nightflow.forecast.LocalHours;
import io.nightflow.forecast.LstmModel;
import io.nightflow.forecast.ModelCard;
import io.nightflow.forecast.ModelInput;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.reading.Quantity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One training from series to the files of a model: the model, its card, and a plot of what it forecast. */
public final class Training {
    private static final int STRIDE = 7; // all hours of the day and of the week in turn

    /**
     * What is trained.
     *
     * @param data where the series came from and under which licence, for the card.
     * @param madeBy program and version, for the card.
     */
    public record Job(Quantity quantity, Trainer.Plan plan, String data, String madeBy) {
        /** Tells this job from others, so that only the same one is gone on with: by all that it learns from. */
        long fingerprint() {
            int known = 1;
            for (SensorSeries sensor : plan.set().series()) {
                for (long hour = sensor.first(); hour < Math.min(plan.to(), sensor.end()); hour++) {
                    known = 31 * known + Double.hashCode(sensor.at(hour));
                    known = 31 * known + (plan.set().calendar().isHoliday(hour) ? 1 : 0);
                }
                known = 31 * known + sensor.name().hashCode() + Long.hashCode(sensor.first());
            }
            return Objects.hash(
                    quantity.word(),
                    known,
                    ModelInput.LAYOUT,
                    plan.heldBackFrom(),
                    plan.to(),
                    plan.members(),
                    plan.steps(),
                    plan.seed());
        }
    }

    private final Job job;
    private final Path folder;

    /** Whose files are to lie in this folder. */
    public Training(Job job, Path folder) {
        this.job = job;
        this.folder = folder;
    }

    /** Where it stands, kept beside the files until they are written. */
    public Checkpoint checkpoint() {
        return Checkpoint.open(folder.resolve(job.quantity().word() + ".checkpoint"), job.fingerprint());
    }

    /**
     * Trains and writes the files.
     *
     * @return the card.
     * @throws IOException a file cannot be written.
     * @throws IllegalArgumentException there is too little to learn from; the message says what is needed.
     */
    public ModelCard run(Trainer.Progress progress) throws IOException {
        Files.createDirectories(folder);
        Checkpoint checkpoint = checkpoint();
        Trainer.Outcome outcome = new Trainer(job.plan(), checkpoint, progress).train();
        ModelCard card = card(outcome);
        try (LstmModel chosen =
                LstmModel.open(outcome.chosen(), card.withFile(ModelCard.sha256(outcome.chosen()), List.of()))) {
            card = card.withFile(ModelCard.sha256(outcome.all()), validation(chosen));
            write(".svg", ForecastPlot.of(job, chosen).getBytes(StandardCharsets.UTF_8));
        }
        LstmModel.open(outcome.all(), card).close();
        write(".onnx", outcome.all());
        write(".json", card.json().getBytes(StandardCharsets.UTF_8));
        checkpoint.delete();
        return card;
    }

    /** As a whole or not at all: a gateway may be looking. */
    private void write(String ending, byte[] content) throws IOException {
        Path file = folder.resolve(job.quantity().word() + ending);
        Path beside = Files.write(file.resolveSibling(file.getFileName() + ".tmp"), content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** On the days held back, by the members that did not see them. */
    private List<ModelCard.Score> validation(LstmModel chosen) {
        Trainer.Plan plan = job.plan();
        ForecastErrors errors = new ForecastErrors(chosen, plan.set().calendar(), plan.to());
        for (SensorSeries sensor : plan.set().series()) {
            List<Long> origins = new ArrayList<>();
            for (long hour = plan.heldBackFrom(); hour < Math.min(plan.to(), sensor.end()); hour += STRIDE) {
                origins.add(hour);
            }
            errors.add(sensor, origins, (series, origin, hour, mean) -> {});
        }
        return errors.scores().stream()
                .map(score -> ForecastErrors.isModel(score) ? score.named("this model, before its last round") : score)
                .toList();
    }

    private ModelCard card(Trainer.Outcome outcome) {
        Trainer.Plan plan = job.plan();
        return new ModelCard(
                job.quantity().word(),
                ModelCard.sha256(outcome.all()),
                ModelInput.LAYOUT,
                ModelInput.described(),
                new ModelCard.Tensor(
                        OnnxExport.OUTPUT,
                        "[n, " + 168 * Network.QUANTILES + "]",
                        List.of(
                                "of each of the 168 hours ahead the 10 %, 50 % and 90 % quantile of its deviation from the"
                                        + " mean of the same hour of the 4 weeks before, in spreads; a spread is the mean"
                                        + " deviation of the last week, "
                                        + job.quantity().unit())),
                Network.size() * plan.members(),
                new ModelCard.Training(
                        LocalHours.words(plan.set().first()),
                        LocalHours.words(plan.to()),
                        LocalHours.words(plan.heldBackFrom()),
                        plan.set().series().stream().map(SensorSeries::name).toList(),
                        outcome.windows(),
                        outcome.steps(),
                        plan.members(),
                        plan.seed()),
                List.of(),
                job.data(),
                job.madeBy());
    }
}
