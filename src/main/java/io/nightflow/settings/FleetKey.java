package io.nightflow.settings;

import static io.nightflow.settings.SettingRule.count;
import static io.nightflow.settings.SettingRule.fileOrNone;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The settings of the fleet program, in {@code config/fleet.properties}. */
public final class FleetKey {
    public static final Setting<String> NAME = new Setting<>(
            "fleet.name", "fleet-1", SettingRule.name(), "The name of this worker; each needs one of its own.");
    /** The broker that needs nothing installed. */
    public static final String EMBEDDED = "embedded";

    public static final Setting<String> BROKER = new Setting<>(
            "fleet.broker",
            EMBEDDED,
            SettingRule.fleetBroker(),
            "The MQTT broker of the gateways; embedded: one in this process, on loopback, for up to 500 gateways.");
    public static final Setting<Integer> BROKER_PORT = new Setting<>(
            "fleet.broker-port", "1883", count(1, 65_535), "Where the embedded broker listens, on loopback.");
    public static final Setting<Optional<Path>> CA_FILE = new Setting<>(
            "fleet.ca-file",
            "none",
            fileOrNone(),
            "The certificate of the authority of the broker, PEM; none: those that the machine believes.");
    public static final Setting<Optional<Path>> CERTIFICATE_FILE = new Setting<>(
            "fleet.certificate-file", "none", fileOrNone(), "The worker's own certificate, PEM; none: without.");
    public static final Setting<Optional<Path>> KEY_FILE =
            new Setting<>("fleet.key-file", "none", fileOrNone(), "Its key, PEM, PKCS#8 without a password.");
    public static final Setting<Optional<Path>> LOGIN_FILE = new Setting<>(
            "fleet.login-file",
            "none",
            fileOrNone(),
            "A file with one line <user> = <password> for the broker; none: no password.");
    /** The store that needs nothing installed, for one worker. */
    public static final String SQLITE = "sqlite";

    public static final Setting<String> STORE = new Setting<>(
            "fleet.store",
            SQLITE,
            SettingRule.store(),
            "Where rows, judgement and positions are kept; sqlite: in the folder sites, for one worker.");
    public static final Setting<Optional<Path>> STORE_LOGIN_FILE = new Setting<>(
            "fleet.store-login-file",
            "none",
            fileOrNone(),
            "A file with one line <user> = <password> for PostgreSQL; none: no password.");
    public static final Setting<Optional<String>> KAFKA = new Setting<>(
            "fleet.kafka",
            "none",
            SettingRule.kafka(),
            "Kafka as the log between broker and store, host:port of one or some of its brokers; none: straight.");
    public static final Setting<String> KAFKA_TOPIC = new Setting<>(
            "fleet.kafka-topic", "nightflow.rows", SettingRule.topic(), "Its topic of the batches; you create it.");
    public static final Setting<Optional<Path>> KAFKA_CLIENT_FILE = new Setting<>(
            "fleet.kafka-client-file",
            "none",
            fileOrNone(),
            "A file of a Kafka client's properties: how it is sure of Kafka and Kafka of us; none: plain.");
    public static final Setting<Integer> WINDOW = new Setting<>(
            "fleet.window", "8", count(1, 64), "How many batches a lane of a gateway may have on their way.");
    public static final Setting<Integer> DAYS =
            new Setting<>("fleet.days", "45", count(7, 3_650), "How many days minutes are kept.");
    public static final Setting<Set<FleetViewForm>> VIEWS = new Setting<>(
            "fleet.views",
            "none",
            SettingRule.some(FleetViewForm.class),
            "In which forms what is stored is shown to others, on topics of the fleet's broker.");
    public static final Setting<Integer> TRAIN_EVERY = new Setting<>(
            "fleet.train-every",
            "0",
            count(0, 400),
            "After how many days a new model of each site is due, for ./nightflow fleet train; 0: never.");
    public static final Setting<Integer> PAGE_PORT = new Setting<>(
            "fleet.page-port", "8690", count(0, 65_535), "Where the page is served, on loopback; 0: nowhere.");

    static final List<Setting<?>> ALL = List.of(
            NAME,
            BROKER,
            BROKER_PORT,
            CA_FILE,
            CERTIFICATE_FILE,
            KEY_FILE,
            LOGIN_FILE,
            STORE,
            STORE_LOGIN_FILE,
            KAFKA,
            KAFKA_TOPIC,
            KAFKA_CLIENT_FILE,
            WINDOW,
            DAYS,
            VIEWS,
            TRAIN_EVERY,
            PAGE_PORT);

    private FleetKey() {}

    /** All of them, in the order of the file. */
    public static List<Setting<?>> all() {
        return ALL;
    }
}
