package io.nightflow.rig;

import io.nightflow.Gateway;
import io.nightflow.Settings;
import io.nightflow.camel.time.GatewayClock;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** The gateway with a clock that runs faster: {@code args}: its folder, where the clock starts, how fast it runs. */
final class SoakGateway {
    private SoakGateway() {}

    public static void main(String[] args) throws Exception {
        GatewayClock clock =
                GatewayClock.simulated(InstantSource.system(), Instant.parse(args[1]), Double.parseDouble(args[2]));
        Gateway gateway = Gateway.open(Settings.read(Path.of(args[0])), clock);
        gateway.start();
        System.out.println("the clock runs");
        Thread.currentThread().join();
    }
}
