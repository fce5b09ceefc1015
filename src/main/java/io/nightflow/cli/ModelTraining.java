package io.nightflow.cli;

import io.nightflow.evaluate.ForecastErrors;
import io.nightflow.forecast.LocalHours;
import io.nightflow.forecast.ModelCard;
import io.nightflow.settings.UserError;
import io.nightflow.train.Trainer;
import io.nightflow.train.Training;
import java.io.IOException;
import java.nio.file.Path;

/** Trains a model and tells how it goes. */
final class ModelTraining {
    private static final int HELD_BACK_SHARE = 5;
    private static final long HELD_BACK_HOURS_MAX = 120 * 24L;

    private final CommandOutput terminal;
    private final long started = System.nanoTime();

    ModelTraining(CommandOutput terminal) {
        this.terminal = terminal;
    }

    /** Is asked after each step. */
    interface Going {
        /** May end it by throwing. */
        void on() throws UserError;
    }

    /** The first local hour of the days that are held back: the last fifth, 120 days at most. */
    static long heldBackFrom(long first, long end) {
        return end - Math.min(Math.max(0, end - first) / HELD_BACK_SHARE, HELD_BACK_HOURS_MAX);
    }

    /** Trains; one that was stopped before goes on. */
    ModelCard run(Training.Job job, Path out, Going going) throws UserError, IOException {
        Training training = new Training(job, out);
        Trainer.Plan plan = job.plan();
        terminal.line(String.format(
                "Training a model of %s on %d sensors, hourly means from %s to %s",
                job.quantity().word(),
                plan.set().series().size(),
                LocalHours.words(plan.set().first()),
                LocalHours.words(plan.set().end())));
        if (training.checkpoint().isStarted()) {
            terminal.line("It was stopped before and goes on from there.");
        }
        ModelCard card = train(training, going);
        terminal.line(String.format(
                "Held back from %s; errors over those of last week's same hour:",
                card.training().heldBackFrom()));
        ForecastErrors.table(card.validation()).forEach(terminal::line);
        terminal.line("");
        return card;
    }

    /** Somebody else does it. */
    private static final class EndedException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient UserError why;

        EndedException(UserError why) {
            this.why = why;
        }
    }

    private ModelCard train(Training training, Going going) throws UserError, IOException {
        try {
            return training.run((done, total, detail) -> {
                terminal.progress("Learning", done, total, detail + ", " + left(done, total) + " left");
                ask(going);
            });
        } catch (EndedException e) {
            throw e.why;
        } catch (IllegalArgumentException e) {
            throw UserError.failed("training: " + e.getMessage());
        } catch (NoClassDefFoundError e) {
            throw UserError.failed(
                    "training: the libraries of the folder trainer are missing. Start it with"
                            + " ./nightflow train or ./nightflow fleet train, and install the folder trainer of the distribution");
        }
    }

    private static void ask(Going going) {
        try {
            going.on();
        } catch (UserError e) {
            throw new EndedException(e);
        }
    }

    private String left(int done, int total) {
        long seconds = (System.nanoTime() - started) / 1_000_000_000L;
        long left = done == 0 ? 0 : seconds * (total - done) / done;
        return left >= 90 ? (left + 30) / 60 + " min" : left + " s";
    }
}
