package io.nightflow;

import io.nightflow.camel.time.GatewayClock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the gateway until it is told to stop. */
@Command(name = "run", description = "Run the gateway until SIGTERM or Ctrl-C.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:nightflow.home:-.}",
            description = "The gateway's folder with config/ and routes/ (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of(".");

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.read(directory.toAbsolutePath().normalize());
        Logging.apply(settings);
        Gateway gateway = Gateway.open(settings, GatewayClock.of(InstantSource.system()));
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    gateway.close();
                    stopped.countDown();
                },
                "stop");
        try {
            gateway.start();
        } catch (Exception e) {
            gateway.close();
            throw e;
        }
        new Supervision(System.getenv()).start(() -> gateway.context().isStarted());
        Runtime.getRuntime().addShutdownHook(stop);
        stopped.await();
        return 0;
    }
}
