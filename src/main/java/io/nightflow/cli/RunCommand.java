package io.nightflow.cli;

import io.nightflow.collect.BoundedLines;
import io.nightflow.gateway.FolderLock;
import io.nightflow.gateway.Gateway;
import io.nightflow.gateway.Logging;
import io.nightflow.gateway.RolloutWiring;
import io.nightflow.gateway.StopHook;
import io.nightflow.gateway.SystemdNotify;
import io.nightflow.settings.Failures;
import io.nightflow.settings.Settings;
import io.nightflow.time.BootTime;
import io.nightflow.time.BuildTime;
import io.nightflow.time.GatewayClock;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the gateway until it is told to stop. */
@Command(name = "run", description = "Run the gateway until SIGTERM or Ctrl-C.", mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private GatewayFolder folder = new GatewayFolder();

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
                if (!RolloutWiring.undoFailedStart(folder.path(), Failures.words(e))) {
                    Logging.flush();
                    throw e;
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

    private Gateway start(StopHook stop) throws Exception {
        Settings settings = folder.settings();
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
        return gateway;
    }

    /** All that is remembered is of the file that is gone: only a start anew is right with what lies there now. */
    private static void endAfterLoss(String reason) {
        LOG.error("{}", reason);
        new Thread(() -> System.exit(1), "lost").start();
    }
}
