package io.nightflow.rig;

import io.nightflow.gateway.Gateway;
import io.nightflow.settings.Settings;
import io.nightflow.time.GatewayClock;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The gateway with a clock that runs faster: {@code args}: its folder, what the clock showed at a moment, that moment in
 * milliseconds since 1970, how fast it runs.
 */
final class SoakGateway {
    private SoakGateway() {}

    public static void main(String[] args) throws Exception {
        double speed = Double.parseDouble(args[3]);
        InstantSource machine = InstantSource.system();
        long since = machine.millis() - Long.parseLong(args[2]);
        Instant start = Instant.parse(args[1]).plusMillis(Math.round(since * speed));
        GatewayClock clock = GatewayClock.simulated(machine, start, speed);
        Gateway gateway = Gateway.open(Settings.read(Path.of(args[0])), clock);
        gateway.start();
        System.out.println("the clock runs");
        Thread.currentThread().join();
    }
}
