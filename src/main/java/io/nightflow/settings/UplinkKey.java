package io.nightflow.settings;

import static io.nightflow.settings.SettingRule.count;
import static io.nightflow.settings.SettingRule.fileOrNone;
import static io.nightflow.settings.SettingRule.size;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of the uplink: they stand behind those of {@link Key}. */
public final class UplinkKey {
    public static final Setting<Optional<String>> BROKER = new Setting<>(
            "uplink.broker",
            "none",
            SettingRule.broker(),
            "The MQTT broker of the fleet, tcp://host:1883 or tls://host:8883; none: no uplink.");
    public static final Setting<Optional<Path>> CA_FILE = new Setting<>(
            "uplink.ca-file",
            "none",
            fileOrNone(),
            "The certificate of the authority of the broker, PEM; none: those that the machine believes.");
    public static final Setting<Optional<Path>> CERTIFICATE_FILE = new Setting<>(
            "uplink.certificate-file",
            "none",
            fileOrNone(),
            "The gateway's own certificate, PEM, its name is gateway.id; none: the broker asks for none.");
    public static final Setting<Optional<Path>> KEY_FILE =
            new Setting<>("uplink.key-file", "none", fileOrNone(), "Its key, PEM, PKCS#8 without a password.");
    public static final Setting<Optional<Path>> LOGIN_FILE = new Setting<>(
            "uplink.login-file",
            "none",
            fileOrNone(),
            "A file with one line <user> = <password> for the broker; none: no password.");
    public static final Setting<Long> BYTES_MAX = new Setting<>(
            "uplink.bytes-max",
            "1GiB",
            size("1MiB"),
            "The most that each lane to the fleet may take on the disk; long before, rows are made coarser.");
    public static final Setting<Integer> FILES_MAX = new Setting<>(
            "uplink.files-max",
            "200000",
            count(100, 10_000_000),
            "The most files of a lane to the fleet, one a minute while the fleet is away.");

    public static final Setting<Optional<Path>> ROLLOUT_KEY_FILE = new Setting<>(
            "rollout.key-file",
            "none",
            fileOrNone(),
            "The public keys (Ed25519, PEM) whose roll-outs this gateway takes from its fleet; none: it takes nothing.");
    public static final Setting<Boolean> ROLLOUT_ROUTES = new Setting<>(
            "rollout.routes",
            "false",
            SettingRule.flag(),
            "Whether it takes routes, too: they are code that runs here.");

    static final List<Setting<?>> ALL = List.of(
            BROKER,
            CA_FILE,
            CERTIFICATE_FILE,
            KEY_FILE,
            LOGIN_FILE,
            BYTES_MAX,
            FILES_MAX,
            ROLLOUT_KEY_FILE,
            ROLLOUT_ROUTES);

    private UplinkKey() {}
}
