package io.nightflow.rig;

import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A second process on a staging directory: takes the drain lock, puts, and holds on until it is killed. */
public final class SecondGateway {
    /** How many rows it puts, with the keys 0 and up. */
    public static final int PUTS = 150;

    private SecondGateway() {}

    /** Starts it. */
    public static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondGateway.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Options of a gateway of this name. */
    public static StagingOptions options(String gateway) {
        return StagingOptions.unbounded(gateway, 1, InstantSource.fixed(Instant.EPOCH));
    }

    /** Says "drains" and "put all". */
    public static void main(String[] args) throws Exception {
        StagingDirectory staging = StagingDirectory.open(Path.of(args[0]), options("there"), new LocalDisk());
        System.out.println(staging.tryDrainLock() ? "drains" : "stands by");
        for (int i = 0; i < PUTS; i++) {
            staging.put("there-" + i, "-", List.of("R,there " + i));
        }
        System.out.println("put all");
        Thread.currentThread().join();
    }
}
