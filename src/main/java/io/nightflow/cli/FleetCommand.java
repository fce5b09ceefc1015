package io.nightflow.cli;

import io.nightflow.demo.FleetDemo;
import io.nightflow.fleet.FleetCheck;
import io.nightflow.fleet.FleetProgram;
import io.nightflow.gateway.Logging;
import io.nightflow.reading.Minute;
import io.nightflow.settings.FleetSettings;
import io.nightflow.settings.UserError;
import io.nightflow.time.GatewayClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The fleet: one view of many gateways. */
@Command(
        name = "fleet",
        description = "One view of many gateways.",
        mixinStandardHelpOptions = true,
        subcommands = {RolloutCommand.class, FleetTrainCommand.class})
public final class FleetCommand implements Runnable {
    private static final int STEP_MINUTES = 10;
    private static final long LOOK_MILLIS = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public void run() {
        CommandLine.usage(spec, System.out);
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description =
                    "Take what gateways send, judge zones that span them, serve the page; until SIGTERM or Ctrl-C.")
    int run(@CommandLine.Mixin FleetFolder folder) throws Exception {
        FleetSettings settings = folder.settings();
        CountDownLatch stopped = new CountDownLatch(1);
        FleetProgram program = FleetProgram.start(settings, InstantSource.system());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            program.close();
                            Logging.flush();
                            stopped.countDown();
                        },
                        "stop"));
        stopped.await();
        return 0;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "What is missing at the other end: settings, lists, broker, store. Exit 0 or 78.")
    int check(@CommandLine.Mixin FleetFolder folder) throws UserError {
        List<String> faults = FleetCheck.run(folder.settings(), terminal::line);
        terminal.line(faults.isEmpty() ? "No fault." : faults.size() + (faults.size() == 1 ? " fault." : " faults."));
        return faults.isEmpty() ? 0 : UserError.CONFIG;
    }

    @Command(
            name = "demo",
            mixinStandardHelpOptions = true,
            description = "A fleet with its broker and simulated gateways, some of whose meters leak, and its page.")
    int demo(
            @Option(
                            names = "--gateways",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How many gateways, 1 to 100 (default: ${DEFAULT-VALUE}).")
                    int count,
            @Option(
                            names = "--hours",
                            paramLabel = "N",
                            defaultValue = "12",
                            description = "Simulated hours, 1 to 240 (default: ${DEFAULT-VALUE}).")
                    int hours,
            @Option(
                            names = "--dir",
                            paramLabel = "DIR",
                            description =
                                    "Keep everything in this folder (default: a new one among the temporary files).")
                    Path wanted,
            @Option(
                            names = "--page-port",
                            paramLabel = "PORT",
                            defaultValue = "8690",
                            description = "Where the page is (default: ${DEFAULT-VALUE}).")
                    int pagePort,
            @Option(
                            names = "--broker-port",
                            paramLabel = "PORT",
                            defaultValue = "18830",
                            description = "Where the broker listens (default: ${DEFAULT-VALUE}).")
                    int brokerPort,
            @Option(
                            names = "--exit",
                            description =
                                    "End after these hours; else the page stays until Ctrl-C where a person sits at a terminal.")
                    boolean exit)
            throws Exception {
        if (count < 1 || count > 100 || hours < 1 || hours > 240) {
            throw UserError.usage("--gateways: must be 1 to 100, --hours: 1 to 240 (got " + count + ", " + hours + ")");
        }
        Path folder = wanted == null ? Files.createTempDirectory("nightflow-fleet") : Files.createDirectories(wanted);
        Logging.toFile(folder.resolve("fleet.log"));
        Instant midnight = InstantSource.system().instant().truncatedTo(ChronoUnit.DAYS);
        SteppedClock stepped = new SteppedClock(midnight);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endOf(asked, over), "stop"));
        try (FleetDemo demo = FleetDemo.start(folder, GatewayClock.of(stepped), brokerPort, pagePort)) {
            terminal.line("Nightflow fleet demo: " + count + " simulated gateways, their broker, and the fleet.");
            terminal.line("Everything lies in " + folder.toAbsolutePath());
            terminal.line("See the fleet at " + demo.page() + "  Ctrl-C ends it.");
            for (int i = 1; i <= count && asked.getCount() > 0; i++) {
                demo.add(i);
                terminal.progress("gateways with four weeks of history", i, count, "");
            }
            night(demo, stepped, hours, count, asked);
            if (!exit && terminal.isTerminal()) {
                terminal.line("The page stays at " + demo.page() + " until Ctrl-C.");
                asked.await();
            }
        } finally {
            over.countDown();
        }
        return 0;
    }

    private void night(FleetDemo demo, SteppedClock clock, int hours, int count, CountDownLatch asked)
            throws Exception {
        Minute from = Minute.containing(clock.instant());
        int steps = hours * 60 / STEP_MINUTES;
        for (int i = 1; i <= steps && !asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS); i++) {
            Minute to = from.plus(STEP_MINUTES);
            clock.set(to.start().plusSeconds(70));
            demo.hear(from, to);
            if (i == steps / 2 && count > 1) {
                demo.loseOne();
            }
            terminal.progress(to.start().toString().substring(11, 16) + " UTC", i, steps, "");
            from = to;
        }
        long deadline = System.nanoTime() + FleetDemo.patience().toNanos();
        while (demo.waiting() > 0 && System.nanoTime() < deadline && !asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            // the gateways bring what they have
        }
        demo.account(clock.instant(), Duration.ofHours(hours)).forEach(terminal::line);
    }

    private static void endOf(CountDownLatch asked, CountDownLatch over) {
        asked.countDown();
        try {
            boolean unusedOver = over.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A clock that goes when it is told to. */
    private static final class SteppedClock implements InstantSource {
        private volatile Instant now;

        SteppedClock(Instant start) {
            now = start;
        }

        void set(Instant time) {
            now = time;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
