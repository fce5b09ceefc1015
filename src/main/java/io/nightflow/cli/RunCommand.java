package io.nightflow.cli;

import io.nightflow.collect.BoundedLines;
import io.nightflow.gateway.FolderLock;
import io.nightflow.gateway.FolderWatch;
import io.nightflow.gateway.Gateway;
import io.nightflow.gateway.Logging;
import io.nightflow.gateway.RolloutWiring;
import io.nightflow.gateway.StopHook;
import io.nightflow.gateway.SystemdNotify;
import io.nightflow.settings.Failures;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.time.BootTime;
import io.nightflow.time.BuildTime;
import io.nightflow.time.GatewayClock;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the gateway until it is told to stop. */
@Command(name = "run", description = "Run the gateway until SIGTERM or Ctrl-C.", mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private GatewayFolder folder;

    private @Nullable FolderWatch watch;
    private String waitedFor = "";

    /** As it is read from a command line. */
    public RunCommand() {
        this(new GatewayFolder());
    }

    private RunCommand(GatewayFolder folder) {
        this.folder = folder;
    }

    /**
     * The gateway of a command line that says no more than {@code run} and a folder; empty for any other. A service says no
     * more, and to look at a command line by its annotations takes a tenth of the start.
     */
    public static Optional<RunCommand> plain(String... args) {
        boolean isRun = args.length > 0 && args[0].equals("run");
        if (isRun && args.length == 1) {
            return plain("run", "--dir", System.getProperty("nightflow.data", "."));
        }
        boolean isFolder = isRun && args.length == 3 && args[1].equals("--dir") && !args[2].startsWith("-");
        try {
            return isFolder && !args[2].isEmpty() ? Optional.of(in(args[2])) : Optional.empty();
        } catch (InvalidPathException e) { // of the system's character set: who reads command lines says so
            return Optional.empty();
        }
    }

    /** The gateway of a folder. */
    static RunCommand in(String folder) {
        return new RunCommand(new GatewayFolder(Path.of(folder)));
    }

    @Override
    public Integer call() throws Exception {
        folder.required();
        StopHook stop = StopHook.install(FolderLock.take(RolloutWiring.database(folder.path())));
        System.setIn(new BoundedLines(System.in));
        boolean isTold = false;
        do {
            RolloutWiring.beforeStart(folder.path());
            try {
                stop.start(() -> start(stop));
            } catch (Exception | Error e) {
                boolean isChanged = isTold && e instanceof SettingsException;
                if (!isChanged && !RolloutWiring.undoFailedStart(folder.path(), Failures.words(e))) {
                    Logging.flush();
                    throw e;
                }
                if (isChanged) {
                    waitForSettings(Failures.words(e));
                }
                stop.restart();
            }
            if (!isTold && stop.isStarted()) {
                new SystemdNotify(System.getenv()).start(stop::isStarted);
                isTold = true;
            }
        } while (stop.awaitRestart());
        return 0;
    }

    /** Somebody has changed them again while it was started anew: the process stays, and they are read until they are right. */
    private void waitForSettings(String fault) throws InterruptedException {
        if (!fault.equals(waitedFor)) {
            LOG.error("the gateway cannot start anew: {}. It is tried again every few seconds", fault);
        }
        waitedFor = fault;
        TimeUnit.SECONDS.sleep(2);
    }

    private Gateway start(StopHook stop) throws Exception {
        if (watch != null) {
            watch.close();
        }
        Settings settings = folder.settings();
        FolderWatch fresh = new FolderWatch(settings); // before any list is read: what is changed from now on is news
        Logging.apply(settings);
        InstantSource machine = InstantSource.system();
        Gateway gateway = Gateway.open(settings, GatewayClock.of(machine, BootTime.of(machine, BuildTime.time())));
        gateway.database().onLost(RunCommand::endAfterLoss);
        gateway.onRestart(why -> {
            LOG.info("the gateway is started anew: {}", why);
            stop.restart();
        });
        try {
            gateway.start();
        } catch (Exception e) {
            gateway.close();
            throw e;
        }
        watch = fresh;
        fresh.start(gateway, why -> {
            LOG.info("the gateway is started anew: {}", why);
            stop.restart();
        });
        return gateway;
    }

    /** All that is remembered is of the file that is gone: only a start anew is right with what lies there now. */
    private static void endAfterLoss(String reason) {
        LOG.error("{}", reason);
        new Thread(() -> System.exit(1), "lost").start();
    }
}
