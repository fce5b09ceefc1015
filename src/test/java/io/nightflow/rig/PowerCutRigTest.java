package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.rig.MutantDisk.Mutant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The staging directory on a disk of its own whose power is cut while the gateway puts and drains; its database and the
 * device live on another one, so they remember what was acknowledged.
 */
@Tag("rig")
class PowerCutRigTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs"})
    void no_acknowledged_row_is_lost_doubled_or_out_of_order(String type) throws Exception {
        int cuts = Rig.cycles(10, 300);
        int[] done = new int[1];
        House.Account account = cut(type, cuts, Mutant.NONE, done);
        Rig.figure(
                "power cut %s: %d cuts, %,d rows, %d lost, %d twice, %d out of order (seed %d)",
                type, cuts, account.rows(), account.lost(), account.doubled(), account.disordered(), Rig.SEED);
        assertThat(account.isClean()).as(account.toString()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"NO_FILE_FSYNC, 5", "NO_DIRECTORY_FSYNC, 40"})
    void a_gateway_that_leaves_out_an_fsync_is_caught(Mutant mutant, int cyclesMax) throws Exception {
        int[] done = new int[1];
        House.Account account = cut("ext4", cyclesMax, mutant, done);
        Rig.figure(
                "mutant %s: caught after %d cuts (of %,d rows %d lost, %d twice, %d out of order)",
                mutant, done[0], account.rows(), account.lost(), account.doubled(), account.disordered());
        assertThat(account.isClean()).as("%s after %d cuts", mutant, done[0]).isFalse();
    }

    /** Cuts until so many cuts are done; a mutant's rig ends with the first cut that shows it. */
    private House.Account cut(String type, int cuts, Mutant mutant, int[] done) throws Exception {
        String whyNot = LoopDisk.whyNot(type);
        assumeTrue(whyNot.isEmpty(), whyNot);
        Random random = new Random(Rig.SEED);
        try (LoopDisk disk = LoopDisk.create(folder, type, 400)) {
            House house = new House(
                    Files.createDirectory(folder.resolve("house")),
                    disk.path().resolve("staging"),
                    4,
                    mutant,
                    Rig.SEED);
            try {
                house.startDevice();
                boolean caught = false;
                while (done[0] < cuts && !caught) {
                    house.startGateway();
                    house.send(Rig.FULL ? 25 : 8);
                    long before = house.delivered();
                    long wanted = random.nextInt(1_500);
                    long deadline = System.nanoTime()
                            + Duration.ofMillis(random.nextInt(2_500)).toNanos();
                    await().pollInterval(Duration.ofMillis(5))
                            .atMost(House.LIMIT)
                            .until(() -> house.delivered() > before + wanted || System.nanoTime() > deadline);
                    house.cut(disk);
                    done[0]++;
                    caught = mutant != Mutant.NONE && !settled(house).isClean();
                }
                return settled(house);
            } finally {
                house.close();
            }
        }
    }

    private static House.Account settled(House house) throws Exception {
        house.startGateway();
        House.Account account = house.account(Duration.ofSeconds(15));
        house.killGateway();
        return account;
    }
}
