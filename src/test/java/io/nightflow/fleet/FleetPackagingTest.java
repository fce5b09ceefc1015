package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What packaging/fleet brings for the machine in the middle. */
@Tag("slow")
class FleetPackagingTest {
    private static final Path PACKAGING = Path.of("packaging/fleet").toAbsolutePath();
    private static final Path DEBIANS = Path.of("/etc/mosquitto/mosquitto.conf");

    @TempDir
    private Path folder;

    @Test
    void one_authority_signs_broker_fleet_and_gateways_and_a_gateway_more_changes_nothing_else() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed: apt-get install openssl");
        assertThat(run(PACKAGING + "/certificates", "broker.example", "fleet", "north"))
                .contains("north.pem and north.key: CN=north");
        String before = Files.readString(folder.resolve("north.pem"));
        assertThat(run(PACKAGING + "/certificates", "broker.example", "north", "south"))
                .contains("north.pem is there already")
                .contains("CN=south");
        assertThat(Files.readString(folder.resolve("north.pem"))).isEqualTo(before);
        assertThat(run("openssl", "verify", "-CAfile", "ca.pem", "broker.pem", "fleet.pem", "north.pem", "south.pem"))
                .contains("south.pem: OK");
        assertThat(run("openssl", "x509", "-in", "broker.pem", "-noout", "-ext", "subjectAltName"))
                .contains("DNS:broker.example");
        assertThat(Files.readString(folder.resolve("south.key"))).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("south.key"))))
                .isEqualTo("rw-------");
    }

    /** mosquitto refuses a setting that stands twice. */
    @Test
    void the_brokers_settings_repeat_none_of_debians() throws IOException {
        assumeTrue(Files.isReadable(DEBIANS), "mosquitto is not installed: apt-get install mosquitto");
        assertThat(keys(PACKAGING.resolve("mosquitto.conf"))).doesNotContainAnyElementsOf(keys(DEBIANS));
    }

    private static List<String> keys(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+")[0])
                    .toList();
        }
    }

    private String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
