package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.rig.MutantDisk.Mutant;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backlog drains at the speed of the line: a pseudo-terminal that carries 115,200 bits a second. */
@Tag("rig")
class LineRateRigTest {
    private static final int BAUD = 115_200;
    private static final int SENSORS = 100;
    private static final double SHARE_MIN = 0.95;

    @TempDir
    private Path folder;

    @Test
    void a_backlog_uses_the_line() throws Exception {
        int minutes = Rig.cycles(40, 200);
        Cable.Quality quality = new Cable.Quality(0, 0, BAUD);
        try (House house = new House(folder, folder.resolve("staging"), SENSORS, Mutant.NONE, Rig.SEED, quality)) {
            house.startGateway();
            house.send(minutes);
            house.startDevice();
            long first = house.cable().toDevice();
            await().atMost(House.LIMIT).until(() -> house.cable().toDevice() > first + 5_000);
            long bytes = house.cable().toDevice();
            long started = System.nanoTime();
            long wanted = bytes + minutes * SENSORS * 45L;
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(House.LIMIT)
                    .until(() -> house.cable().toDevice() >= wanted);
            double seconds = (System.nanoTime() - started) / 1e9;
            double share = (house.cable().toDevice() - bytes) / (seconds * BAUD / 10);
            House.Account account = house.account(Duration.ofMinutes(1));
            Rig.figure(
                    "line rate: %.1f %% of 115,200 baud while %,d rows drained (%.0f s)",
                    share * 100, account.rows(), seconds);
            assertThat(account.isClean()).as(account.toString()).isTrue();
            assertThat(share).isGreaterThan(SHARE_MIN);
        }
    }
}
