package io.nightflow.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.peers.Mosquitto;
import io.nightflow.peers.PostgreSql;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gateways that come back at once with a backlog each; {@code mvn -Prig verify -Dtest=FleetDrainRigTest -Ddrain.gateways=1000
 * -Ddrain.hours=168} is the full form, half an hour on two cores.
 */
@Tag("rig")
class FleetDrainRigTest {
    @TempDir
    private Path folder;

    @Test
    void all_of_it_comes_and_the_newest_minutes_first() throws Exception {
        assumeTrue(Mosquitto.isThere(), "mosquitto is not installed: apt-get install mosquitto");
        assumeTrue(PostgreSql.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        Duration latest = FleetDrain.run(
                Integer.getInteger("drain.gateways", 100), Integer.getInteger("drain.hours", 24), folder);
        assertThat(latest).isLessThan(Duration.ofMinutes(2));
    }
}
