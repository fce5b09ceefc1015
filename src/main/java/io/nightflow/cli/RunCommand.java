package io.nightflow.cli;

import io.nightflow.collect.BoundedLines;
import io.nightflow.gateway.FolderLock;
import io.nightflow.gateway.Gateway;
import io.nightflow.gateway.Logging;
import io.nightflow.gateway.StopHook;
import io.nightflow.gateway.SystemdNotify;
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
        Settings settings = folder.settings();
        Logging.apply(settings);
        StopHook stop = StopHook.install(FolderLock.take(settings));
        System.setIn(new BoundedLines(System.in));
        try {
            stop.started(start(settings));
        } catch (Exception | Error e) {
            Logging.flush();
            stop.failed();
            throw e;
        }
        stop.await();
        return 0;
    }

    private static Gateway start(Settings settings) throws Exception {
        InstantSource machine = InstantSource.system();
        Gateway gateway = Gateway.open(settings, GatewayClock.of(machine, BootTime.of(machine, BuildTime.time())));
        gateway.database().onLost(RunCommand::endAfterLoss);
        try {
            gateway.start();
        } catch (Exception e) {
            gateway.close();
            throw e;
        }
        new SystemdNotify(System.getenv()).start(gateway::isStarted);
        return gateway;
    }

    /** All that is remembered is of the file that is gone: only a start anew is right with what lies there now. */
    private static void endAfterLoss(String reason) {
        LOG.error("{}", reason);
        new Thread(() -> System.exit(1), "lost").start();
    }
}
