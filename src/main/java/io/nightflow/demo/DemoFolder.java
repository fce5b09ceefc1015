package io.nightflow.demo;

import io.nightflow.settings.UserError;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A gateway's folder for the demo: the product's routes, a list of sensors, and settings that name its two lines. */
public final class DemoFolder {
    static final String SENSORS = """
            sensor,flow-unit,pressure-unit,flow-min,flow-max,pressure-min,pressure-max
            dma-north,m3/h,bar,-10,400,0,16
            dma-harbour,m3/h,bar,-10,200,0,16
            dma-hill,m3/h,bar,-10,100,0,16
            """;

    private final Path directory;

    private DemoFolder(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the folder; an empty path is a new one among the temporary files.
     *
     * @throws UserError the folder holds a gateway's data already.
     */
    public static DemoFolder create(Path wanted) throws IOException, UserError {
        Path directory = wanted.toString().isEmpty()
                ? Files.createTempDirectory("nightflow-demo-")
                : Files.createDirectories(wanted).toRealPath();
        if (Files.exists(directory.resolve("nightflow.db"))) {
            throw UserError.usage("--dir: must name a folder without a gateway's data (got " + directory
                    + ", which has a nightflow.db). Name a new one");
        }
        DemoFolder folder = new DemoFolder(directory);
        folder.fill(Path.of(System.getProperty("nightflow.home", ".")));
        return folder;
    }

    private void fill(Path home) throws IOException {
        Files.createDirectories(directory.resolve("line"));
        Path routes = Files.createDirectories(directory.resolve("routes"));
        Path config = Files.createDirectories(directory.resolve("config"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve("routes"), "*.camel.yaml")) {
            for (Path file : files) {
                Path target = routes.resolve(String.valueOf(file.getFileName()));
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        }
        Files.writeString(config.resolve("sensors.csv"), SENSORS);
        Files.writeString(
                config.resolve("nightflow.properties"),
                "# Settings of the demo; config/nightflow.properties of the product lists them all.\n"
                        + "gateway.id = demo\n"
                        + "meter.port = " + meterPort() + "\n"
                        + "device.port = " + devicePort() + "\n"
                        + "device.baud = 115200\n"
                        + "forecast.models = " + home.resolve("config/models").toAbsolutePath() + "\n"
                        + "staging.any-file-system = true\n");
    }

    /** The folder. */
    public Path directory() {
        return directory;
    }

    /** The port at which the gateway looks for the meter. */
    public Path meterPort() {
        return directory.resolve("line").resolve("meter");
    }

    /** The port at which the gateway looks for the device. */
    public Path devicePort() {
        return directory.resolve("line").resolve("device");
    }
}
