package io.nightflow.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway's folder, real keys, and what is rolled out to it. */
class GatewayRolloutTest {
    private static final KeyPair KEY = RolloutKeys.make();
    private static final KeyPair OTHER = RolloutKeys.make();
    private static final String OWN =
            "# by hand\ngateway.id = north\ndetect.cron = 0 * * * * ?\nrollout.key-file = config/k.pub\n";

    @TempDir
    private Path folder;

    private final House house = new House();
    private long serial = 1_000;

    /** A gateway that says what it is told to. */
    private static final class House implements GatewayRollout.House {
        private final List<String> restarts = new ArrayList<>();
        private final List<String> used = new ArrayList<>();
        private List<String> faults = List.of();
        private List<String> troubles = List.of();
        private Optional<String> refusal = Optional.empty();

        @Override
        public List<String> faults(Path checked) throws Exception {
            assertThat(Files.readString(checked.resolve("config/nightflow.properties")))
                    .contains("gateway.id = north");
            return faults.stream().map(fault -> checked + "/" + fault).toList();
        }

        @Override
        public List<String> troubles() {
            return troubles;
        }

        @Override
        public List<String> modelsInUse() {
            return List.of("flow:aaaa");
        }

        @Override
        public Optional<String> modelRefusal(String model) {
            return refusal;
        }

        @Override
        public void useModel(String model) {
            used.add(model);
        }

        @Override
        public void restart(String why) {
            restarts.add(why);
        }
    }

    @BeforeEach
    void aGateway() throws Exception {
        write("config/nightflow.properties", OWN);
        write("config/sensors.csv", "sensor\na\n");
        write("config/k.pub", RolloutKeys.pem(KEY.getPublic()));
    }

    private void write(String path, String text) throws Exception {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private String read(String path) throws Exception {
        return Files.exists(folder.resolve(path)) ? Files.readString(folder.resolve(path)) : "none";
    }

    private GatewayRollout gateway(boolean routes) throws Exception {
        return new GatewayRollout(
                new GatewayRollout.Rules("north", folder, Optional.of(folder.resolve("config/k.pub")), routes), house);
    }

    private RolloutBundle bundle(String version, String... pathsAndTexts) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return new RolloutBundle(serial++, version, Set.of(), files, Set.of(), Optional.empty());
    }

    private byte[] back(String to) throws Exception {
        return signed(new RolloutBundle(serial, "back-" + serial++, Set.of(), Map.of(), Set.of(), Optional.of(to)));
    }

    private static byte[] signed(RolloutBundle bundle) throws Exception {
        return SignedRollout.sign(bundle, KEY.getPrivate(), KEY.getPublic());
    }

    private static void minutes(GatewayRollout gateway, int minutes) {
        for (int i = 0; i < minutes; i++) {
            gateway.minute();
        }
    }

    @Test
    void settings_and_lists_are_taken_on_trial_and_stay_where_all_is_well() throws Exception {
        GatewayRollout gateway = gateway(false);
        gateway.take(signed(bundle(
                "v1", "settings", "detect.cron = 30 * * * * ?\nnight.x = 1", "config/sensors.csv", "sensor\nb\n")));
        assertThat(house.restarts).containsExactly("roll-out v1");
        assertThat(read("config/nightflow.properties"))
                .isEqualTo(
                        "# by hand\ngateway.id = north\ndetect.cron = 30 * * * * ?\nrollout.key-file = config/k.pub\n"
                                + "\n# rolled out with v1\nnight.x = 1\n");
        assertThat(read("config/sensors.csv")).isEqualTo("sensor\nb\n");
        assertThat(gateway.facts()).containsEntry("rollout", "v1").containsEntry("rollout.outcome", "trial");
        GatewayRollout started = gateway(false);
        minutes(started, 9);
        assertThat(started.facts()).containsEntry("rollout.outcome", "trial");
        minutes(started, 1);
        assertThat(started.facts())
                .containsEntry("rollout.outcome", "taken")
                .containsEntry("rollout.serial", "1000")
                .containsEntry("rollout.reason", "");
    }

    private String refusedFor(byte[] message, boolean routes) throws Exception {
        GatewayRollout gateway = gateway(routes);
        gateway.take(message);
        assertThat(gateway.facts()).containsEntry("rollout", "installed");
        assertThat(read("config/nightflow.properties")).isEqualTo(OWN);
        assertThat(house.restarts).isEmpty();
        String refused = gateway.facts().get("rollout.refused");
        return refused == null
                ? String.valueOf(gateway.facts().get("rollout.reason"))
                : refused.substring(refused.indexOf(' ') + 1);
    }

    @Test
    void what_is_not_signed_by_a_known_key_is_not_looked_at() throws Exception {
        RolloutBundle good = bundle("v1", "config/sensors.csv", "sensor\nb\n");
        assertThat(refusedFor(good.body(), false)).isEqualTo("it is not signed");
        assertThat(refusedFor(SignedRollout.sign(good, OTHER.getPrivate(), OTHER.getPublic()), false))
                .contains("which this gateway does not know");
        assertThat(refusedFor(SignedRollout.sign(good, OTHER.getPrivate(), KEY.getPublic()), false))
                .isEqualTo("its signature is not of what it holds");
        byte[] message = signed(good);
        for (int i = 0; i < message.length; i++) {
            byte[] changed = message.clone();
            changed[i] ^= 1;
            GatewayRollout gateway = gateway(false);
            gateway.take(changed);
            assertThat(gateway.facts()).as("byte " + i).containsEntry("rollout", "installed");
        }
        assertThat(refusedFor(new byte[0], false)).isEqualTo("it is not signed");
        Files.delete(folder.resolve("config/k.pub"));
        assertThat(refusedFor(message, false)).contains("k.pub");
        GatewayRollout without =
                new GatewayRollout(new GatewayRollout.Rules("north", folder, Optional.empty(), false), house);
        without.take(message);
        assertThat(without.facts())
                .containsEntry("rollout.refused", "1000 rollout.key-file is none here: nothing is taken");
        write("config/k.pub", RolloutKeys.pem(KEY.getPublic()));
        GatewayRollout gateway = gateway(false);
        gateway.take(SignedRollout.sign(good, OTHER.getPrivate(), OTHER.getPublic()));
        gateway.take(message);
        assertThat(gateway.facts())
                .as("a stranger with its number has not taken its place")
                .containsEntry("rollout", "v1");
    }

    @Test
    void what_would_harm_is_refused_with_a_reason() throws Exception {
        assertThat(refusedFor(signed(bundle("v", "routes/own.camel.yaml", "- route: {}")), false))
                .contains("rollout.routes is false here");
        for (String key : List.of("gateway.id", "uplink.broker", "rollout.routes", "store.file", "staging.directory")) {
            assertThat(refusedFor(signed(bundle("v", "settings", key + " = x")), true))
                    .contains(key + " is set by hand at the gateway");
        }
        assertThat(refusedFor(signed(bundle("v", "settings", "camel.main.x = y")), false))
                .contains("reaches into routes");
        assertThat(refusedFor(signed(bundle("v", "settings", "a = b \\")), false))
                .contains("must be lines key = value without a backslash");
        assertThat(refusedFor(signed(bundle("v", "keys", "no key")), false)).contains("holds no -----BEGIN PUBLIC KEY");
        RolloutBundle others = new RolloutBundle(
                serial++, "v", Set.of("south"), bundle("v", "settings", "a = 1").files(), Set.of(), Optional.empty());
        assertThat(refusedFor(signed(others), false)).isEqualTo("it is not for this gateway");
        house.faults = List.of("config/sensors.csv:2: first", "second", "third", "fourth", "fifth");
        assertThat(refusedFor(signed(bundle("v", "config/sensors.csv", "x")), false))
                .isEqualTo("config/sensors.csv:2: first; second; third; and 2 more");
        assertThat(RolloutBundle.isPath("config/nightflow.properties")).isFalse();
        assertThat(RolloutBundle.isPath("config/../../etc/passwd.csv")).isFalse();
        assertThat(RolloutBundle.isPath("ext/evil.jar")).isFalse();
    }

    @Test
    void an_older_one_is_taken_only_as_a_named_way_back() throws Exception {
        GatewayRollout gateway = gateway(false);
        byte[] first = signed(bundle("v1", "config/sensors.csv", "sensor\none\n"));
        gateway.take(first);
        minutes(gateway, 10);
        gateway.take(signed(bundle("v2", "config/sensors.csv", "sensor\ntwo\n", "config/zones.csv", "zone\n")));
        minutes(gateway, 10);
        gateway.take(first);
        assertThat(gateway.facts()).containsEntry("rollout", "v2").containsEntry("rollout.outcome", "refused");
        gateway.take(back("v0"));
        assertThat(gateway.facts()).containsEntry("rollout.reason", "version v0 was never here");
        gateway.take(back("v1"));
        assertThat(gateway.facts()).containsEntry("rollout", "v1").containsEntry("rollout.outcome", "taken");
        assertThat(read("config/sensors.csv")).isEqualTo("sensor\none\n");
        assertThat(read("config/zones.csv")).isEqualTo("none");
        assertThat(house.used).containsExactly("flow:aaaa");
        gateway.take(back("installed"));
        assertThat(read("config/sensors.csv")).isEqualTo("sensor\na\n");
        assertThat(gateway.facts()).containsEntry("rollout", "installed");
        assertThat(house.restarts).hasSize(4);
    }

    @Test
    void where_it_is_not_well_with_it_what_was_before_is_put_back() throws Exception {
        house.troubles = List.of("device: away for 3 h");
        GatewayRollout gateway = gateway(false);
        gateway.take(signed(bundle("v1", "config/sensors.csv", "sensor\nb\n")));
        minutes(gateway, 5);
        assertThat(gateway.facts()).as("it was so before").containsEntry("rollout.outcome", "trial");
        house.troubles = List.of("device: away for 4 h", "meters: a does not answer");
        minutes(gateway, 1);
        assertThat(gateway.facts()).as("once is chance").containsEntry("rollout.outcome", "trial");
        minutes(gateway, 1);
        assertThat(gateway.facts())
                .containsEntry("rollout.outcome", "undone")
                .containsEntry("rollout", "installed")
                .containsEntry("rollout.reason", "not well with it: meters: a does not answer");
        assertThat(read("config/sensors.csv")).isEqualTo("sensor\na\n");
        assertThat(house.restarts).containsExactly("roll-out v1", "roll-out v1 is undone");
    }

    @Test
    void a_model_that_the_gateway_refuses_takes_all_of_it_back() throws Exception {
        Path shipped = Path.of("config/models");
        Map<String, byte[]> files = Map.of(
                "config/models/flow.onnx", Files.readAllBytes(shipped.resolve("flow.onnx")),
                "config/models/flow.json", Files.readAllBytes(shipped.resolve("flow.json")));
        GatewayRollout gateway = gateway(false);
        gateway.take(signed(new RolloutBundle(serial++, "m1", Set.of(), files, Set.of(), Optional.empty())));
        house.refusal = Optional.of("model flow:1 is refused: worse");
        minutes(gateway, 1);
        assertThat(gateway.facts()).as("it is looked at").containsEntry("rollout.outcome", "trial");
        minutes(gateway, 1);
        assertThat(gateway.facts())
                .containsEntry("rollout.outcome", "undone")
                .containsEntry("rollout.reason", "model flow:1 is refused: worse");
        assertThat(read("config/models/flow.json")).isEqualTo("none");
        assertThat(house.used).containsExactly("flow:aaaa");
    }

    @Test
    void what_the_gateway_cannot_start_with_goes_before_its_settings_are_read() throws Exception {
        gateway(false).take(signed(bundle("v1", "config/sensors.csv", "sensor\nb\n")));
        Optional<Path> keys = Optional.of(folder.resolve("config/k.pub"));
        for (int start = 0; start < 3; start++) {
            RolloutRescue.beforeStart(folder, keys);
            assertThat(gateway(false).facts()).as("start " + start).containsEntry("rollout", "v1");
        }
        RolloutRescue.beforeStart(folder, keys);
        GatewayRollout gateway = gateway(false);
        assertThat(gateway.facts())
                .containsEntry("rollout", "installed")
                .containsEntry("rollout.reason", "the gateway did not stay up with it");
        assertThat(house.used).containsExactly("flow:aaaa");
        gateway.take(signed(bundle("v2", "config/sensors.csv", "sensor\nc\n")));
        assertThat(RolloutRescue.undoFailedStart(folder, keys, "no such port")).isTrue();
        assertThat(RolloutRescue.undoFailedStart(folder, keys, "no such port")).isFalse();
        assertThat(gateway(false).facts())
                .containsEntry("rollout.outcome", "undone")
                .containsEntry("rollout.reason", "no such port");
        assertThat(read("config/sensors.csv")).isEqualTo("sensor\na\n");
    }

    @Test
    void a_key_is_changed_by_one_that_is_believed() throws Exception {
        GatewayRollout gateway = gateway(false);
        gateway.take(signed(bundle("keys-1", "keys", RolloutKeys.pem(OTHER.getPublic()))));
        minutes(gateway, 10);
        gateway.take(signed(bundle("v2", "config/sensors.csv", "sensor\nb\n")));
        assertThat(gateway.facts()).containsEntry("rollout", "keys-1").containsEntry("rollout.outcome", "taken");
        assertThat(gateway.facts().get("rollout.refused")).startsWith("1001 it is signed by key");
        gateway.take(SignedRollout.sign(
                bundle("v3", "config/sensors.csv", "sensor\nc\n"), OTHER.getPrivate(), OTHER.getPublic()));
        assertThat(gateway.facts()).containsEntry("rollout", "v3");
    }

    @Test
    void files_that_go_are_put_back_too() throws Exception {
        write("routes/old.camel.yaml", "- old");
        GatewayRollout gateway = gateway(true);
        gateway.take(signed(new RolloutBundle(
                serial++, "v1", Set.of("north"), Map.of(), Set.of("routes/old.camel.yaml"), Optional.empty())));
        assertThat(read("routes/old.camel.yaml")).isEqualTo("none");
        byte[] next = signed(bundle("v2", "config/sensors.csv", "sensor\nb\n"));
        gateway.take(next);
        assertThat(gateway.facts()).as("it is on trial").containsEntry("rollout", "v1");
        gateway.take(back("installed"));
        assertThat(gateway.facts()).as("the way back ends a trial").containsEntry("rollout", "installed");
        assertThat(read("routes/old.camel.yaml")).isEqualTo("- old");
    }

    @Test
    void a_setting_that_is_continued_is_replaced_whole() {
        assertThat(SettingsLines.into("a = 1 \\\n  2\nb = 3\n", "a = 9", "v")).isEqualTo("a = 9\nb = 3\n");
        assertThat(SettingsLines.into("a = 1 \\\n  b = 2\n", "b = 9", "v"))
                .isEqualTo("a = 1 \\\n  b = 2\n\n# rolled out with v\nb = 9\n");
        assertThat(SettingsLines.into("", "b = 9", "v")).isEqualTo("# rolled out with v\nb = 9\n");
    }

    /** What a hostile reader found: each of these left the gateway cut off, or in a state that was not what it said. */
    @Test
    void no_odd_line_takes_another_one_with_it() throws Exception {
        assertThat(SettingsLines.faults("device.port = /tmp/x\\ ", true)).hasSize(1);
        assertThat(SettingsLines.into("log.x = a\\\\\nuplink.broker = tcp://x\n", "log.x = b", "v"))
                .isEqualTo("log.x = b\nuplink.broker = tcp://x\n");
        assertThat(SettingsLines.into("! note \\\na = 1\n", "a = 2", "v")).isEqualTo("! note \\\na = 2\n");
        assertThat(SettingsLines.into("a = 1\r\nb = 2\r\n", "a = 2", "v")).isEqualTo("a = 2\nb = 2\n");
        write("config/nightflow.properties", OWN + "night.y : 1 \\\n night.x = 2\n");
        GatewayRollout gateway = gateway(false);
        gateway.take(signed(bundle("v1", "settings", "night.x = 9")));
        assertThat(gateway.facts())
                .as("it is added, and its namesake within a value stays")
                .containsEntry("rollout", "v1");
    }

    @Test
    void a_way_back_that_is_refused_ends_no_trial() throws Exception {
        GatewayRollout gateway = gateway(false);
        gateway.take(signed(bundle("v1", "config/sensors.csv", "sensor\nb\n")));
        gateway.take(back("never"));
        assertThat(gateway.facts()).containsEntry("rollout.outcome", "trial").containsEntry("rollout", "v1");
        gateway.take(back("v1"));
        assertThat(gateway.facts()).as("the trial says whether it stays").containsEntry("rollout.outcome", "trial");
        minutes(gateway, 10);
        assertThat(gateway.facts()).containsEntry("rollout.outcome", "taken");
        gateway.take(signed(bundle("v1", "config/sensors.csv", "sensor\nc\n")));
        assertThat(gateway.facts().get("rollout.reason")).contains("was here already");
    }

    @Test
    void a_swap_that_fails_midway_is_put_back() throws Exception {
        GatewayRollout gateway = gateway(true);
        write("routes", "a file where a folder should be");
        gateway.take(signed(bundle("v1", "config/sensors.csv", "sensor\nb\n", "routes/x.camel.yaml", "- x")));
        assertThat(gateway.facts()).containsEntry("rollout", "installed").containsEntry("rollout.outcome", "refused");
        assertThat(read("config/sensors.csv")).isEqualTo("sensor\na\n");
    }

    @Test
    void a_damaged_state_takes_nothing_and_stops_nothing() throws Exception {
        for (String damaged : List.of("phase=FOO\n", "", "highest=abc\nphase=NONE\n", "\u0000")) {
            write("rollout/state", damaged);
            GatewayRollout gateway = gateway(false);
            gateway.take(signed(bundle("v1", "config/sensors.csv", "sensor\nb\n")));
            assertThat(gateway.facts())
                    .containsEntry("rollout", "installed")
                    .containsEntry("rollout.outcome", "refused");
        }
    }

    @Test
    void a_way_back_brings_no_old_key_back_and_nobody_takes_a_key_away() throws Exception {
        GatewayRollout gateway = gateway(false);
        gateway.take(signed(bundle("keys-1", "keys", RolloutKeys.pem(OTHER.getPublic()))));
        minutes(gateway, 10);
        RolloutBundle back =
                new RolloutBundle(serial++, "back", Set.of(), Map.of(), Set.of(), Optional.of("installed"));
        gateway.take(SignedRollout.sign(back, OTHER.getPrivate(), OTHER.getPublic()));
        assertThat(gateway.facts()).containsEntry("rollout", "installed");
        assertThat(read("config/k.pub")).isEqualTo(RolloutKeys.pem(OTHER.getPublic()));
        assertThat(RolloutBundle.mayGo("keys")).isFalse();
        gateway.take(SignedRollout.sign(
                new RolloutBundle(serial++, "v", Set.of(), Map.of(), Set.of("keys"), Optional.empty()),
                OTHER.getPrivate(),
                OTHER.getPublic()));
        assertThat(gateway.facts().get("rollout.refused")).contains("keys is never taken away");
    }
}
