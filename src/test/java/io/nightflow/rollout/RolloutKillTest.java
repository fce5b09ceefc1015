package io.nightflow.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that takes roll-outs is killed at any moment: its files are all of one version, that which its state names. */
@Tag("long")
class RolloutKillTest {
    private static final int KILLS = Integer.getInteger("rollout.kills", 12);
    private static final int MESSAGES = 400;
    private static final int FILES = 12;

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("seed", 7));

    @Test
    void files_are_all_of_one_version() throws Exception {
        KeyPair key = RolloutKeys.make();
        Path gateway = folder.resolve("gateway");
        Path messages = Files.createDirectories(folder.resolve("messages"));
        Files.createDirectories(gateway.resolve("config"));
        Files.writeString(gateway.resolve("config/k.pub"), RolloutKeys.pem(key.getPublic()));
        Files.writeString(gateway.resolve("config/nightflow.properties"), "gateway.id = north\n");
        for (int i = 0; i < MESSAGES; i++) {
            Files.write(messages.resolve(String.format("%04d", i)), message(i, key));
        }
        int cutShort = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            NightflowProcess victim = NightflowProcess.startMain(
                    "io.nightflow.rollout.RolloutVictim", gateway.toString(), messages.toString());
            victim.waitFor("taken-" + (1 + random.nextInt(4)) + ";");
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(60));
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            victim.process().toHandle().destroyForcibly();
            victim.process().waitFor(10, TimeUnit.SECONDS);
            RolloutFolder files = new RolloutFolder(gateway, Optional.of(gateway.resolve("config/k.pub")));
            cutShort += files.state().phase() == RolloutState.Phase.SWAPPING ? 1 : 0;
            RolloutRescue.beforeStart(gateway, Optional.of(gateway.resolve("config/k.pub")));
            consistent(gateway, files.state().current());
        }
        assertThat(new RolloutFolder(gateway, Optional.of(gateway.resolve("config/k.pub")))
                        .state()
                        .highest())
                .as("something was taken")
                .isPositive();
        System.out.println(cutShort + " of " + KILLS + " kills were amid the files");
    }

    private static byte[] message(int i, KeyPair key) throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        for (int file = 0; file < FILES; file++) {
            files.put("config/list-" + file + ".csv", ("v" + i + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        files.put("settings", ("night.version = v" + i).getBytes(StandardCharsets.US_ASCII));
        RolloutBundle bundle = new RolloutBundle(i + 1, "v" + i, Set.of(), files, Set.of(), Optional.empty());
        return SignedRollout.sign(bundle, key.getPrivate(), key.getPublic());
    }

    private static void consistent(Path gateway, String version) throws Exception {
        for (int file = 0; file < FILES; file++) {
            Path list = gateway.resolve("config/list-" + file + ".csv");
            assertThat(Files.exists(list) ? Files.readString(list).strip() : RolloutBundle.INSTALLED)
                    .as(list.toString())
                    .isEqualTo(version);
        }
        String settings = Files.readString(gateway.resolve("config/nightflow.properties"));
        assertThat(
                        settings.contains("night.version")
                                ? settings.replaceAll("(?s).*night.version = (\\S+).*", "$1")
                                : "installed")
                .isEqualTo(version);
    }
}
