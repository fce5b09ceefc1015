package io.nightflow;

import io.nightflow.camel.replay.BoundedLines;
import io.nightflow.camel.time.BootTime;
import io.nightflow.camel.time.GatewayClock;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the gateway until it is told to stop. */
@Command(name = "run", description = "Run the gateway until SIGTERM or Ctrl-C.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final long STOP_NANOS_MAX = TimeUnit.SECONDS.toNanos(8);
    private static final int EXIT_TERMINATED = 143;

    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Override
    public Integer call() throws Exception {
        Settings settings = folder.settings();
        Logging.apply(settings);
        FolderLock lock = FolderLock.take(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(RunCommand::limitStop, "stop-limit"));
        InstantSource machine = InstantSource.system();
        System.setIn(new BoundedLines(System.in));
        Gateway gateway = Gateway.open(settings, GatewayClock.of(machine, BootTime.of(machine, Build.time())));
        gateway.database().onLost(RunCommand::endAfterLoss);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    gateway.close();
                    lock.close();
                    Logging.flush();
                    stopped.countDown();
                },
                "stop");
        try {
            gateway.start();
        } catch (Exception e) {
            gateway.close();
            Logging.flush();
            throw e;
        }
        new Supervision(System.getenv()).start(() -> gateway.context().isStarted());
        Runtime.getRuntime().addShutdownHook(stop);
        stopped.await();
        return 0;
    }

    /** All that is remembered is of the file that is gone: only a start anew is right with what lies there now. */
    private static void endAfterLoss(String reason) {
        LOG.error("{}", reason);
        new Thread(() -> System.exit(1), "lost").start();
    }

    /** Everything is durable as it happens, so a stop that takes too long may be cut short like a power cut. */
    private static void limitStop() {
        Thread limit = new Thread(
                () -> {
                    long end = System.nanoTime() + STOP_NANOS_MAX;
                    for (long left = STOP_NANOS_MAX; left > 0; left = end - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    LOG.warn("stopping took more than 8 seconds and is cut short: nothing is lost by that");
                    Logging.flush();
                    Runtime.getRuntime().halt(EXIT_TERMINATED);
                },
                "stop-limit");
        limit.setDaemon(true);
        limit.start();
    }
}
