package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.peers.Mosquitto;
import io.nightflow.simulator.PseudoTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with the commands that a person types: keys, a roll-out, its trial in a real gateway, a kill in it, the way back. */
@Tag("long")
class RolloutProcessTest {
    private static final Duration LIMIT = Duration.ofMinutes(9);

    @TempDir
    private Path folder;

    private String command(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("fleet", "rollout"));
        all.addAll(Arrays.asList(arguments));
        NightflowProcess process = NightflowProcess.start(all.toArray(String[]::new));
        String said =
                new String(process.process().getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    @Test
    void a_real_gateway_takes_it_survives_a_kill_with_it_and_goes_back() throws Exception {
        Path fleet = Files.createDirectories(folder.resolve("fleet"));
        Files.createDirectories(fleet.resolve("config"));
        int port = Mosquitto.freePort();
        Files.writeString(
                fleet.resolve("config/fleet.properties"), "fleet.broker-port = " + port + "\nfleet.page-port = 0\n");
        command("key", "--out", folder.toString());
        assertThat(command("key", "--out", folder.toString())).contains("is there already");
        Path gateway = folder.resolve("gateway");
        NightflowProcess worker = NightflowProcess.start("fleet", "run", "--dir", fleet.toString());
        try (PseudoTerminal meter =
                        PseudoTerminal.open(Files.createDirectories(gateway).resolve("meter"));
                PseudoTerminal device = PseudoTerminal.open(gateway.resolve("device"))) {
            worker.waitFor("fleet runs");
            worker.drainInBackground();
            assertThat(List.of(meter.link(), device.link())).allMatch(Files::exists);
            NightflowProcess.folderWithPorts(
                    gateway,
                    "gateway.id = north\nuplink.broker = tcp://127.0.0.1:" + port
                            + "\nrollout.key-file = config/rollout.pub\n");
            Files.copy(folder.resolve("rollout.pub"), gateway.resolve("config/rollout.pub"));
            Path models = Files.createDirectories(gateway.resolve("config/models"));
            for (String file : List.of("flow.onnx", "flow.json")) {
                Files.copy(Path.of("config/models").resolve(file), models.resolve(file));
            }
            through(fleet, gateway);
        } finally {
            worker.terminate(20);
        }
    }

    private void through(Path fleet, Path gateway) throws Exception {
        NightflowProcess running = start(gateway);
        Path from = Files.createDirectories(folder.resolve("v1"));
        Files.writeString(from.resolve("settings"), "detect.silent-after = 20m\n");
        String signed = folder.resolve("v1.rollout").toString();
        String key = folder.resolve("rollout.key").toString();
        assertThat(command("make", "v1", "--from", from.toString(), "--key", key, "--out", signed))
                .contains("holds version v1: settings");
        assertThat(command("start", signed, "--dir", fleet.toString())).contains("version v1 goes to rings");
        Path settings = gateway.resolve("config/nightflow.properties");
        await().atMost(LIMIT).until(() -> Files.readString(settings).contains("detect.silent-after = 20m"));
        await().atMost(LIMIT)
                .until(() -> command("list", "--dir", fleet.toString()).contains("1 trial"));
        running.process().toHandle().destroyForcibly();
        running.process().waitFor(10, TimeUnit.SECONDS);
        running = start(gateway);
        assertThat(Files.readString(settings)).contains("detect.silent-after = 20m");
        assertThat(command("back", "installed", "--key", key, "--dir", fleet.toString()))
                .contains("all go back to installed");
        await().atMost(LIMIT).until(() -> !Files.readString(settings).contains("detect.silent-after"));
        await().atMost(LIMIT)
                .until(() -> command("list", "--dir", fleet.toString()).contains("1 taken"));
        assertThat(command("start", signed, "--dir", fleet.toString())).contains("v1 is older than back-to-installed");
        assertThat(running.process().isAlive())
                .as("it has not ended to start anew")
                .isTrue();
        running.terminate(20);
    }

    private static NightflowProcess start(Path gateway) throws Exception {
        NightflowProcess running = NightflowProcess.start("run", "--dir", gateway.toString());
        running.waitFor("Nightflow runs");
        running.drainInBackground();
        return running;
    }
}
