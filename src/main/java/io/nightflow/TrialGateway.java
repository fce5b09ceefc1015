package io.nightflow;

import io.nightflow.camel.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A gateway that is never started, whose database and staging directory lie in a folder that is thrown away. */
final class TrialGateway {
    private TrialGateway() {}

    /** What is done with it. */
    @FunctionalInterface
    interface Work<T> {
        T with(Gateway gateway) throws Exception;
    }

    static <T> T with(Settings settings, GatewayClock clock, Work<T> work) throws Exception {
        Path folder = Files.createTempDirectory("nightflow-trial");
        try (Gateway gateway = Gateway.open(settings.inside(folder), clock)) {
            return work.with(gateway);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
