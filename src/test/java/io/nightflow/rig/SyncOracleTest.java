package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.link.Frame;
import io.nightflow.link.Message;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.rig.MutantDisk.Mutant;
import io.nightflow.simulator.PseudoTerminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real gateway under strace: each put that it acknowledged was made durable, in the right order. */
@Tag("long")
class SyncOracleTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @BeforeEach
    void needsStrace() {
        assumeTrue(Commands.has("strace"), "strace is missing (apt-get install strace), skipped");
    }

    @Test
    void a_thousand_puts_are_fsynced_before_they_are_named_and_their_directory_after() throws Exception {
        SyncOracle oracle = trace(Mutant.NONE, 1_000);
        assertThat(oracle.puts()).isGreaterThanOrEqualTo(1_000);
        assertThat(oracle.violations()).isEmpty();
    }

    @Test
    void the_oracle_catches_a_file_that_is_not_fsynced() throws Exception {
        SyncOracle oracle = trace(Mutant.NO_FILE_FSYNC, 20);
        assertThat(oracle.violations()).hasSizeGreaterThanOrEqualTo(20).allMatch(v -> v.contains("before its content"));
    }

    @Test
    void the_oracle_catches_a_directory_that_is_not_fsynced() throws Exception {
        SyncOracle oracle = trace(Mutant.NO_DIRECTORY_FSYNC, 20);
        assertThat(oracle.violations())
                .hasSizeGreaterThanOrEqualTo(20)
                .allMatch(v -> v.contains("before its directory"));
    }

    private SyncOracle trace(Mutant mutant, int minutes) throws Exception {
        NightflowProcess.folderWithPorts(folder, "detect.cron = * * * * * ?");
        Path trace = folder.resolve("trace");
        List<String> strace =
                List.of("strace", "-f", "-y", "-e", "trace=rename,fsync", "-e", "signal=none", "-o", trace.toString());
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"))) {
            NightflowProcess gateway = NightflowProcess.startMain(
                    strace, "io.nightflow.gateway.MutantGateway", folder.toString(), mutant.name());
            gateway.waitFor("meter is open", "Nightflow runs");
            gateway.drainInBackground();
            send(meter, minutes);
            await().atMost(LIMIT).until(() -> files() >= minutes);
            gateway.process().descendants().forEach(ProcessHandle::destroy);
            gateway.process().waitFor(20, TimeUnit.SECONDS);
        }
        return SyncOracle.read(trace);
    }

    private static void send(PseudoTerminal meter, int minutes) throws Exception {
        Minute first = Minute.containing(InstantSource.system().instant()).plus(-minutes - 5L);
        meter.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < minutes; i++) {
            meter.write(Frame.encode(new Message.MeterReading(
                            0, 0, new SensorId("a"), first.plus(i).epochSecond(), i, 4)
                    .body()));
        }
    }

    private long files() throws Exception {
        Path ready = folder.resolve("staging/results/ready");
        if (!Files.isDirectory(ready)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(ready)) {
            return files.count();
        }
    }
}
