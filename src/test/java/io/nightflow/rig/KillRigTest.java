package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.device.DeviceLibrary;
import io.nightflow.rig.MutantDisk.Mutant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateway and device killed at random, one in ten of the device's lines lost, bits flipped both ways. */
@Tag("rig")
class KillRigTest {
    @TempDir
    private Path folder;

    @Test
    void no_row_is_lost_doubled_or_out_of_order() throws Exception {
        killAtRandom("kill", null);
    }

    @Test
    void nor_with_the_c_library_as_the_device() throws Exception {
        killAtRandom("kill, C device", DeviceLibrary.program(folder, "example/device.c"));
    }

    private void killAtRandom(String name, @Nullable Path device) throws Exception {
        int kills = Rig.cycles(20, 1_000);
        int sensors = Rig.FULL ? 50 : 10;
        Random random = new Random(Rig.SEED);
        try (House house = new House(folder, folder.resolve("staging"), sensors, Mutant.NONE, Rig.SEED)) {
            house.useDevice(device);
            house.startDevice();
            house.startGateway();
            for (int kill = 0; kill < kills; kill++) {
                house.send(Rig.FULL ? 12 : 6);
                long before = house.delivered();
                long wanted = random.nextInt(4_000);
                long deadline = System.nanoTime()
                        + Duration.ofMillis(random.nextInt(4_000)).toNanos();
                await().atMost(House.LIMIT)
                        .until(() -> house.delivered() > before + wanted || System.nanoTime() > deadline);
                if (random.nextInt(3) == 0) {
                    house.killDevice();
                    house.startDevice();
                } else {
                    house.killGateway();
                    house.startGateway();
                }
            }
            House.Account account = house.account(Duration.ofMinutes(2));
            Rig.figure(
                    "%s: %d kills, %,d rows, %d lost, %d twice, %d out of order (seed %d)",
                    name, kills, account.rows(), account.lost(), account.doubled(), account.disordered(), Rig.SEED);
            assertThat(account.isClean()).as(account.toString()).isTrue();
        }
    }
}
