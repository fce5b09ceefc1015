package io.nightflow.cli;

import io.nightflow.fleet.FleetSite;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.ModelCard;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.reading.Quantity;
import io.nightflow.rollout.RolloutBundle;
import io.nightflow.settings.UserError;
import io.nightflow.site.ForecastWiring;
import io.nightflow.store.FleetRollouts;
import io.nightflow.store.TrainingJobs;
import io.nightflow.store.TrainingJobs.Job;
import io.nightflow.train.Trainer;
import io.nightflow.train.Training;
import io.nightflow.train.TrainingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the models that are due on the hours of all gateways of a site, and makes a roll-out of each. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Train the models that are due, each on the hours of all gateways of a site, and sign it as a roll-out.",
            "Any number of machines may run it at once; each takes another one. Exit 0 also where none is due."
        })
public final class FleetTrainCommand implements Callable<Integer> {
    private static final List<Integer> RINGS = List.of(1, 10, 100);
    private static final long SOAK_SECONDS = 3_600;

    @Mixin
    private final FleetSitesOption sites = new FleetSitesOption();

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The key that signs roll-outs.")
    private Path key = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "trained",
            description = "Where models and roll-outs are written (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("trained");

    @Option(names = "--now", description = "Order a model of flow for each site first, due at once.")
    private boolean now;

    @Option(names = "--start", description = "Begin each roll-out as well: the first ring gets it.")
    private boolean start;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "${env:HOSTNAME:-trainer}",
            description = "Who trains, of its own for each machine (default: ${DEFAULT-VALUE}).")
    private String name = "trainer";

    @Mixin
    private final TrainingSize size = new TrainingSize();

    private final CommandOutput terminal = CommandOutput.standard();
    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws Exception {
        List<String> faults = size.faults();
        if (!faults.isEmpty()) {
            throw UserError.usage(String.join(System.lineSeparator(), faults));
        }
        CommandOptions.readable("--key", key);
        AtomicInteger trained = new AtomicInteger();
        sites.each(site -> trained.addAndGet(train(site, faults)));
        terminal.line(trained.get() == 0 && faults.isEmpty() ? "No model is due." : trained + " trained.");
        if (!faults.isEmpty()) {
            throw UserError.failed(String.join(System.lineSeparator(), faults));
        }
        return 0;
    }

    private int train(FleetSite site, List<String> faults) throws IOException, GeneralSecurityException, UserError {
        TrainingJobs jobs = new TrainingJobs(site.database());
        if (now) {
            jobs.order(Quantity.FLOW, second());
        }
        int trained = 0;
        String who = name + "/" + ProcessHandle.current().pid(); // two of one name are two
        for (Optional<Job> job = jobs.take(who, second()); job.isPresent(); job = jobs.take(who, second())) {
            try {
                String version = train(site, jobs, job.get());
                trained += jobs.done(job.get(), version) ? 1 : 0;
            } catch (UserError e) {
                faults.add("site " + site.name() + ": " + e.getMessage());
                jobs.done(job.get(), TrainingJobs.FAILED + e.getMessage());
            }
        }
        return trained;
    }

    private String train(FleetSite site, TrainingJobs jobs, Job job)
            throws UserError, IOException, GeneralSecurityException {
        terminal.line("site " + site.name() + ":");
        Path folderOfSite = Files.createDirectories(out.resolve(site.name()));
        Training.Job training = new Training.Job(
                job.quantity(),
                plan(site, job.quantity()),
                "the hours of all gateways of site " + site.name(),
                Version.words());
        ModelCard card = new ModelTraining(terminal).run(training, folderOfSite, () -> requireOurs(jobs, job));
        requireOurs(jobs, job); // before anything of it is rolled out
        return rollOut(site, folderOfSite, job.quantity(), card);
    }

    private void requireOurs(TrainingJobs jobs, Job job) throws UserError {
        if (!jobs.isAtIt(job, second())) {
            throw UserError.failed("it was silent for too long, and another one trains this model now");
        }
    }

    private Trainer.Plan plan(FleetSite site, Quantity quantity) throws UserError {
        List<SensorSeries> means =
                SeriesSource.of(site.database(), site.settings().zone(), quantity);
        if (means.isEmpty()) {
            throw UserError.failed("there are no hourly means of " + quantity.word()
                    + " yet. A gateway sends its minutes, hours are made of them");
        }
        HourCalendar calendar = ForecastWiring.calendar(site.settings());
        TrainingSet set = new TrainingSet(means, calendar);
        long end = SeriesSource.comparedFrom(set.end());
        return new Trainer.Plan(
                set, ModelTraining.heldBackFrom(set.first(), end), end, size.members(), size.steps(), size.seed());
    }

    private String rollOut(FleetSite site, Path from, Quantity quantity, ModelCard card)
            throws UserError, IOException, GeneralSecurityException {
        String version = "model-" + quantity.word() + "-"
                + clock.instant().atZone(ZoneOffset.UTC).toLocalDate() + "-"
                + card.version();
        Map<String, byte[]> files = Map.of(
                "config/models/" + quantity.word() + ".onnx",
                Files.readAllBytes(from.resolve(quantity.word() + ".onnx")),
                "config/models/" + quantity.word() + ".json",
                Files.readAllBytes(from.resolve(quantity.word() + ".json")));
        RolloutBundle bundle =
                new RolloutBundle(second(), RolloutFiles.version(version), Set.of(), files, Set.of(), Optional.empty());
        byte[] message = RolloutFiles.sign(bundle, key);
        Path file = Files.write(from.resolve(version + ".rollout"), message);
        terminal.line(file + " holds it, signed. Gateways compare it with their own before they use it.");
        if (start) {
            RolloutOrder.begin(new FleetRollouts(site.database()), bundle, message, RINGS, SOAK_SECONDS);
            terminal.line("It goes to rings of " + RINGS + " %: ./nightflow fleet rollout list");
        } else {
            terminal.line("Begin: ./nightflow fleet rollout start " + file + " --site " + site.name());
        }
        return version;
    }

    private long second() {
        return clock.instant().getEpochSecond();
    }
}
