package io.nightflow.demo;

import io.nightflow.operate.ConsolePort;
import io.nightflow.settings.UserError;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A gateway's folder for the demo: the product's routes, a list of sensors, and settings that name its two lines. */
public final class DemoFolder {
    static final String SENSORS = """
            sensor,flow-unit,pressure-unit,flow-min,flow-max,pressure-min,pressure-max
            dma-north,m3/h,bar,-10,400,0,16
            dma-harbour,m3/h,bar,-10,200,0,16
            dma-hill,m3/h,bar,-10,100,0,16
            """;

    private static final String METERS = """
            sensor,bus,address,profile,flow-unit,pressure-unit,total-unit,flow-min,flow-max,pressure-min,pressure-max
            dma-north,demo,1,abb-aquamaster3,m3/h,bar,L,-10,400,0,16
            dma-harbour,demo,2,abb-aquamaster3,m3/h,bar,L,-10,200,0,16
            dma-hill,demo,3,abb-aquamaster3,m3/h,bar,L,-10,100,0,16
            """;
    private static final String BUS = """
            - templatedRoute:
                routeId: demo
                routeTemplateRef: meter-bus
                parameters:
                  - {name: port, value: "{{meter.port}}"}
                  - {name: bus, value: demo}
                  - {name: line, value: 9600 8N1}
                  - {name: every, value: 10s}
                  - {name: timeout, value: 5s}
            """;
    private static final int PAGE = 8686;
    private static final List<String> OF_LINES = List.of("collect-readings.camel.yaml", "meter-line.camel.yaml");

    private final Path directory;
    private final boolean asksMeters;

    private DemoFolder(Path directory, boolean asksMeters) {
        this.directory = directory;
        this.asksMeters = asksMeters;
    }

    /**
     * Makes the folder; an empty path is a new one among the temporary files.
     *
     * @param asksMeters whether its meters are asked over Modbus.
     * @throws UserError the folder holds a gateway's data already.
     */
    public static DemoFolder create(Path wanted, boolean asksMeters) throws IOException, UserError {
        Path directory = wanted.toString().isEmpty()
                ? Files.createTempDirectory("nightflow-demo-")
                : Files.createDirectories(wanted).toRealPath();
        if (Files.exists(directory.resolve("nightflow.db"))) {
            throw UserError.usage("--dir: must name a folder without a gateway's data (got " + directory
                    + ", which has a nightflow.db). Name a new one");
        }
        DemoFolder folder = new DemoFolder(directory, asksMeters);
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
                boolean isWanted = !asksMeters || !OF_LINES.contains(String.valueOf(file.getFileName()));
                if (isWanted && !Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        }
        Files.writeString(config.resolve("sensors.csv"), asksMeters ? METERS : SENSORS);
        if (asksMeters) {
            Files.writeString(routes.resolve("demo.camel.yaml"), BUS);
        }
        Files.writeString(
                config.resolve("nightflow.properties"),
                "# Settings of the demo; config/nightflow.properties of the product lists them all.\n"
                        + "gateway.id = demo\n"
                        + "meter.port = " + meterPort() + "\n"
                        + "device.port = " + devicePort() + "\n"
                        + "meter.silent-after = 1d\n" // after the night it has ended, which is no fault
                        + "device.baud = 115200\n"
                        + "forecast.models = " + home.resolve("config/models").toAbsolutePath() + "\n"
                        + "console.port = " + ConsolePort.free(PAGE) + "\n"
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
