package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagedBatch;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backlog of a million files in a heap of 256 MB: opened, and drained into a device that takes everything. */
@Tag("rig")
class BacklogRigTest {
    private static final long OPEN_MILLIS_MAX = 3_000;
    private static final long ROWS_A_SECOND_MIN = 10_000;

    /** A minute of ten sensors. */
    private static final int ROWS_A_FILE = 10;

    @TempDir
    private Path folder;

    @Test
    void a_large_backlog_opens_and_drains_in_a_small_heap() throws Exception {
        int files = Integer.getInteger("rig.files", Rig.FULL ? 1_000_000 : 100_000);
        Path directory = folder.resolve("staging");
        StagingDirectory.open(directory, options(), new LocalDisk()).close();
        for (long i = 0; i < files; i++) {
            long first = 1 + i * ROWS_A_FILE;
            write(directory.resolve("ready").resolve(String.format("%012d.rows", first)), first);
        }
        NightflowProcess drain = NightflowProcess.startMain(
                List.of("env", "JAVA_TOOL_OPTIONS=-Xmx256m -XX:+UseSerialGC"),
                Drain.class.getName(),
                directory.toString());
        String[] said = drain.waitFor("opened ").split(" ");
        long openMillis = Long.parseLong(said[1]);
        long rows = Long.parseLong(said[3]);
        long drainMillis = Long.parseLong(said[5]);
        Rig.figure(
                "backlog: %,d files of %d rows, open %,d ms, drained at %,d rows/s with -Xmx256m",
                files, ROWS_A_FILE, openMillis, rows * 1_000 / drainMillis);
        assertThat(rows).isEqualTo((long) files * ROWS_A_FILE);
        assertThat(openMillis).isLessThan(OPEN_MILLIS_MAX);
        assertThat(rows * 1_000 / drainMillis).isGreaterThan(ROWS_A_SECOND_MIN);
    }

    /** Like a put, without its fsyncs. */
    private static void write(Path file, long first) throws IOException {
        String row = "R,meter-1,1795189560,12.3,4.1,0555,055,0,0\n".repeat(ROWS_A_FILE);
        String header = "#nightflow 1 first=" + String.format("%012d", first) + " rows=" + ROWS_A_FILE + " bytes="
                + row.length() + " minute=2026-11-20T15:46:00Z gateway=gw key=" + first;
        CRC32C crc = new CRC32C();
        crc.update((header + row).getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, header + " crc32c=" + String.format("%08x", crc.getValue()) + "\n" + row);
    }

    private static StagingOptions options() {
        return StagingOptions.unbounded("gw", 1, InstantSource.fixed(Instant.EPOCH));
    }

    /** The process with the small heap. */
    static final class Drain {
        public static void main(String[] args) throws Exception {
            long started = System.nanoTime();
            try (StagingDirectory staging = StagingDirectory.open(Path.of(args[0]), options(), new LocalDisk())) {
                long opened = System.nanoTime();
                staging.beginDrain();
                long rows = 0;
                Optional<StagedBatch> batch = staging.nextBatch(10, 65_536);
                while (batch.isPresent()) {
                    rows += batch.get().rows().size();
                    staging.acknowledge(batch.get().last());
                    batch = staging.nextBatch(10, 65_536);
                }
                long done = System.nanoTime();
                System.out.println("opened " + (opened - started) / 1_000_000 + " rows " + rows + " in "
                        + (done - opened) / 1_000_000);
            }
        }
    }
}
