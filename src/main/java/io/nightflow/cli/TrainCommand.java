package io.nightflow.cli;

import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.ModelCard;
import io.nightflow.reading.Quantity;
import io.nightflow.settings.UserError;
import io.nightflow.train.Trainer;
import io.nightflow.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a forecast model. */
@Command(
        name = "train",
        description = {
            "Train a forecast model on the gateway's own database, or on a file of hourly demand (--data).",
            "Writes flow.onnx, its card flow.json and a plot flow.svg into a folder; put model and card into "
                    + "config/models, and the gateway checks them and takes them into use. A training that was stopped "
                    + "goes on where it was when the same command is given again."
        },
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
    @Mixin
    private final SeriesSource source = new SeriesSource();

    @Option(
            names = "--quantity",
            paramLabel = "QUANTITY",
            defaultValue = "flow",
            description = "flow or pressure (default: ${DEFAULT-VALUE}).")
    private String quantity = "flow";

    @Option(
            names = "--before",
            paramLabel = "DATE",
            description =
                    "Learn nothing from this day on (default: from a file everything is learnt, from the database "
                            + "all but the last 28 days, on which the gateway compares models).")
    private String before = "";

    @Option(
            names = "--held-back",
            paramLabel = "DATE",
            description = "From this day on data chooses the number of steps and gives the validation table "
                    + "(default: the last fifth, 120 days at most).")
    private String heldBack = "";

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "trained",
            description = "Where the files are written (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("trained");

    @Mixin
    private final TrainingSize size = new TrainingSize();

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Where the data comes from and its licence, for the card.")
    private String note = "";

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public Integer call() throws UserError, IOException {
        checkOptions();
        Quantity of = Quantity.find(quantity).orElseThrow();
        SeriesSource.Series series = source.read(of);
        Training.Job job = new Training.Job(of, plan(series), note.isEmpty() ? series.origin() : note, Version.words());
        ModelCard card = new ModelTraining(terminal).run(job, out, () -> {});
        terminal.line(String.format(
                "Model %s, %,d weights, is in %s: %s.onnx, %s.json (card), %s.svg (plot).",
                card.version(), card.weights(), out, of.word(), of.word(), of.word()));
        terminal.line("To use it, copy model and card into config/models of a gateway.");
        return 0;
    }

    private void checkOptions() throws UserError {
        List<String> faults = size.faults();
        if (!quantity.equals("flow") && !quantity.equals("pressure")) {
            faults.add("--quantity: must be flow or pressure (got " + quantity + ")");
        }
        if (!faults.isEmpty()) {
            throw UserError.usage(String.join(System.lineSeparator(), faults));
        }
    }

    private Trainer.Plan plan(SeriesSource.Series series) throws UserError {
        long end = before.isEmpty() ? series.learnBefore() : hour("--before", before);
        long from = heldBack.isEmpty()
                ? ModelTraining.heldBackFrom(series.set().first(), end)
                : hour("--held-back", heldBack);
        return new Trainer.Plan(series.set(), from, end, size.members(), size.steps(), size.seed());
    }

    private static long hour(String option, String date) throws UserError {
        try {
            return LocalDate.parse(date).toEpochDay() * HourCalendar.HOURS_A_DAY;
        } catch (DateTimeException e) {
            throw UserError.usage(option + ": must be a day such as 2022-05-01 (got " + date + ")");
        }
    }
}
