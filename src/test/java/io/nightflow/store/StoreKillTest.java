package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that stores readings, really killed: what it said is stored is there. */
@Tag("slow")
class StoreKillTest {
    private static final int KILLS = 5;
    private static final int ACKNOWLEDGED_BEFORE_KILL = 300;

    @TempDir
    private Path folder;

    @Test
    void every_reading_that_was_said_to_be_stored_survives_a_kill() throws Exception {
        Path file = folder.resolve("nightflow.db");
        long acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged = storeUntilKilled(file, acknowledged);
            try (Database database = Database.open(file)) {
                assertThat(new ReadingStore(database, 10).count()).isGreaterThanOrEqualTo(acknowledged);
            }
        }
        assertThat(acknowledged).isGreaterThanOrEqualTo((long) KILLS * ACKNOWLEDGED_BEFORE_KILL);
    }

    private static long storeUntilKilled(Path file, long from) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Storing.class.getName(),
                        file.toString(),
                        Long.toString(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long last = from;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null) {
                if (line.startsWith("stored ")) {
                    last = Long.parseLong(line.substring("stored ".length()));
                }
                if (last >= from + ACKNOWLEDGED_BEFORE_KILL) {
                    process.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return last;
    }

    /** The process: stores one reading after the other and says each time how many are stored. */
    static final class Storing {
        public static void main(String[] args) {
            Database database = Database.open(Path.of(args[0]));
            ReadingStore store = new ReadingStore(database, 10);
            for (long n = Long.parseLong(args[1]) + 1; ; n++) {
                Minute minute = new Minute(1_767_225_600L + n * 60);
                Reading reading = new Reading(new SensorId("a"), minute, n, 1, Quality.GOOD);
                store.append(List.of(reading), ReadingStore.Kind.LIVE).join();
                System.out.println("stored " + n);
            }
        }
    }
}
