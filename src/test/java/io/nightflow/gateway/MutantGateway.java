package io.nightflow.gateway;

import io.nightflow.rig.MutantDisk;
import io.nightflow.settings.Settings;
import io.nightflow.time.GatewayClock;
import java.nio.file.Path;
import java.time.InstantSource;

/** The gateway as {@code nightflow run} runs it, on a disk of the rig. */
public final class MutantGateway {
    private MutantGateway() {}

    /** {@code args}: the gateway's folder, the mutant. */
    public static void main(String[] args) throws Exception {
        Settings settings = Settings.read(Path.of(args[0]));
        MutantDisk disk = new MutantDisk(MutantDisk.Mutant.valueOf(args[1]));
        Gateway gateway = Gateway.open(settings, GatewayClock.of(InstantSource.system()), disk);
        gateway.start();
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
        Thread.currentThread().join();
    }
}
