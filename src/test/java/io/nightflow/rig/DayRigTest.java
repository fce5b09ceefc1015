package io.nightflow.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.peers.Mosquitto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two days of a gateway from its package on: installed in a Debian of its own, its data on a disk of its own, with meters
 * of three kinds, a device, a broker and a fleet, and with what goes wrong in years. An hour of them lasts a minute.
 */
@Tag("rig")
class DayRigTest {
    private static final Path WORK = Path.of("target/day-rig").toAbsolutePath();
    private static final Instant START = Instant.parse("2026-12-08T11:00:00Z");
    private static final double RATE = Integer.getInteger("day.rate", 60);

    private static final String[] ALERTS = {
        "disk disk low",
        "disk disk low ends",
        "east leak",
        "hill sensor silent",
        "hill sensor silent ends",
        "mill sensor silent",
        "mill sensor silent ends",
        "north burst",
        "north burst ends"
    };

    private final Town town = new Town(START);

    @Test
    void two_days_with_all_that_goes_wrong_lose_nothing_and_call_for_nothing_else() throws Exception {
        Path deb = AnotherVersion.ours().orElse(null);
        Assumptions.assumeTrue(deb != null, "there is no package: mvn -Pdist package first");
        Assumptions.assumeTrue(
                OtherTime.missing().isEmpty(), "needs " + OtherTime.missing().orElse(""));
        Assumptions.assumeTrue(Mosquitto.isThere(), "needs mosquitto");
        Commands.run("rm", "-rf", WORK.toString());
        Files.createDirectories(WORK);
        try (DayHouse house = new DayHouse(WORK, town, START, RATE)) {
            house.install(deb);
            house.startFleet();
            new AnotherVersion(deb, WORK.resolve("another"))
                    .write(house.debian().file("/root/newer.deb"), "1.9.0", true);
            house.debian().shell("systemctl start nightflow");
            house.awaitLine("@0");
            house.begin();
            try {
                live(house);
            } finally {
                debian(house, "journal", "journalctl -u nightflow -u nightflow-settle --no-pager");
            }
            debian(house, "status", "nightflow status; nightflow alerts list");
            List<String> program = house.debian()
                    .shell("ls /usr/lib/nightflow /var/lib/nightflow; readlink /usr/lib/nightflow/current");
            house.debian().shell("systemctl stop nightflow");
            Path data = WORK.resolve("data");
            Commands.run("cp", "-a", house.disk().toString(), data.toString());
            account(house, data.resolve("nightflow.db"));
            assertThat(program)
                    .as("the upgrade has been well for an hour")
                    .doesNotContain("previous", "before-upgrade")
                    .anyMatch(line -> line.startsWith("versions/1.9.0-"));
        }
    }

    private static void debian(DayHouse house, String file, String command) throws Exception {
        Files.write(WORK.resolve(file), house.debian().shell(command));
    }

    private void account(DayHouse house, Path database) throws Exception {
        DayAccount account = new DayAccount(town, house, database, town.after(48));
        account.files();
        account.line();
        account.bus();
        account.device(WORK.resolve("device/device.csv"));
        account.fleet(WORK.resolve("fleet/sites/main/fleet.db"));
        Files.write(WORK.resolve("faults"), account.faults());
        List<String> alerts = DayAccount.alerts(database, town.start());
        Files.write(WORK.resolve("alerts"), alerts);
        assertThat(account.faults()).isEmpty();
        assertThat(alerts).containsExactly(ALERTS);
    }

    private void live(DayHouse house) throws Exception {
        BootedDebian debian = house.debian();
        house.at(10);
        house.cutPower(Duration.ZERO);

        house.at(12);
        house.loseLine();
        debian.shell("systemctl stop plain-port");
        house.at(12.5);
        String plugged = house.realNow();
        debian.shell("systemctl start plain-port");
        house.awaitLine(plugged);

        house.at(20);
        house.upgrade("/root/newer.deb");

        house.at(24); // no battery: it wakes in 2020, until the time service has been heard
        house.cutPower(Duration.between(house.time().instant(), Instant.parse("2020-01-01T00:00:00Z")));
        house.at(25);
        house.setClock(Duration.ZERO);

        house.at(28);
        house.setClock(Duration.ofDays(400));
        house.at(28.5);
        house.setClock(Duration.ZERO);

        house.at(32);
        house.fillDisk();
        house.at(33);
        house.freeDisk();

        house.at(34);
        house.broker().kill();
        house.at(35);
        house.broker().start();

        house.at(48.4);
    }
}
