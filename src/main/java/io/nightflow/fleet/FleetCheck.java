package io.nightflow.fleet;

import io.nightflow.mqtt.MqttSession;
import io.nightflow.settings.FleetKey;
import io.nightflow.settings.FleetSettings;
import io.nightflow.settings.LoginFile;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.store.StoreException;
import io.nightflow.store.postgres.PostgresServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;

/** Says what is missing for a fleet to run: lists, broker, store. Changes nothing. */
public final class FleetCheck {
    private static final int OLDEST_TRIED = 15;
    private static final Duration PAGE_ANSWER = Duration.ofSeconds(3);
    private static final Duration KAFKA_ANSWER = Duration.ofSeconds(10);

    private final FleetSettings settings;
    private final Consumer<String> out;
    private final List<String> faults = new ArrayList<>();

    private FleetCheck(FleetSettings settings, Consumer<String> out) {
        this.settings = settings;
        this.out = out;
    }

    /** Looks at all of it, and says a line each; gives the faults. */
    public static List<String> run(FleetSettings settings, Consumer<String> out) {
        FleetCheck check = new FleetCheck(settings, out);
        check.settings();
        check.lists();
        check.broker();
        check.kafka();
        check.store();
        check.page();
        return check.faults;
    }

    private void say(String what, String words) {
        out.accept(String.format("%-18s %s", what, words));
    }

    private void fault(String what, String words) {
        faults.add(words);
        say(what, words);
    }

    private void settings() {
        Path file = settings.directory().resolve("config/fleet.properties");
        say("settings", Files.exists(file) ? "ok" : "there is no " + file + ": defaults apply");
    }

    private void lists() {
        try {
            SiteOfGateway list = SiteOfGateway.read(settings);
            for (String site : list.names()) {
                SensorsFile.read(Settings.read(settings.site(site)));
            }
            say(
                    "gateways",
                    settings.hasGateways()
                            ? "ok, sites " + String.join(", ", list.names())
                            : "no list, all are of the site main");
        } catch (SettingsException e) {
            e.faults().forEach(words -> fault("gateways", words));
        }
    }

    private void broker() {
        String where = FleetWorker.broker(settings);
        if (settings.text(FleetKey.BROKER).equals(FleetKey.EMBEDDED)) {
            Optional<String> taken =
                    LoopbackPort.trouble(settings.get(FleetKey.BROKER_PORT), FleetKey.BROKER_PORT.text());
            taken.ifPresentOrElse(
                    words -> fault("broker", "embedded: " + words),
                    () -> say("broker", "embedded, " + where + " is free"));
            return;
        }
        try (MqttSession session =
                new MqttSession(FleetWorker.peer(settings, settings.text(FleetKey.NAME) + "-check"), connected -> {})) {
            session.publish("nf/v1/fleet-check/log", "fleet check".getBytes(StandardCharsets.UTF_8), 1, false);
            say("broker", where + " answers and takes what is published");
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            fault("broker", e.getMessage() + ". See fleet.broker, its certificates and its access rules");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void kafka() {
        try {
            Optional<KafkaPeer> named = KafkaPeer.of(settings);
            if (named.isEmpty()) {
                say("kafka", "none, batches go straight from the broker to the store");
            } else {
                kafka(named.get());
            }
        } catch (IOException e) {
            fault("kafka", String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            fault(
                    "kafka",
                    "Kafka " + settings.text(FleetKey.KAFKA) + ": " + cause.getMessage()
                            + ". See fleet.kafka and fleet.kafka-client-file");
        }
    }

    private void kafka(KafkaPeer peer) {
        try (KafkaConsumer<String, byte[]> consumer = peer.consumer()) {
            List<PartitionInfo> partitions = consumer.listTopics(KAFKA_ANSWER).get(peer.topic());
            if (partitions == null) {
                fault("kafka", peer.topicMissing());
            } else {
                say(
                        "kafka",
                        peer.servers() + " answers, topic " + peer.topic() + " has " + partitions.size()
                                + (partitions.size() == 1 ? " partition: one worker takes all" : " partitions"));
            }
        }
    }

    private void page() {
        int port = settings.get(FleetKey.PAGE_PORT);
        if (port == 0) {
            say("page", "none");
            return;
        }
        String page = "http://127.0.0.1:" + port + "/";
        Optional<String> taken = LoopbackPort.trouble(port, FleetKey.PAGE_PORT.text());
        if (taken.isEmpty()) {
            say("page", page + " is free");
        } else if (isOfAFleet(page)) {
            say("page", page + " is served by a fleet that runs");
        } else {
            fault("page", taken.get());
        }
    }

    private static boolean isOfAFleet(String page) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page + "api/v1/fleet"))
                .timeout(PAGE_ANSWER)
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == HttpURLConnection.HTTP_OK
                    && answer.body().contains("\"gateways\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void store() {
        String store = settings.text(FleetKey.STORE);
        if (settings.isForOneWorker()) {
            say("store", "sqlite, in " + settings.directory().resolve("sites") + ", for one worker");
            return;
        }
        try {
            LoginFile login = settings.login(FleetKey.STORE_LOGIN_FILE);
            try (PostgresServer server = new PostgresServer(store, login.user(), login.password())) {
                String version = server.version();
                int major = Integer.parseInt(version.replaceFirst("\\D.*", ""));
                if (major < OLDEST_TRIED) {
                    fault("store", "PostgreSQL " + version + " is older than 15, which is what was tried");
                } else {
                    say("store", "PostgreSQL " + version + " answers");
                }
            }
        } catch (IOException | StoreException e) {
            String words = String.valueOf(e.getMessage());
            fault(
                    "store",
                    words.replaceFirst(": postgres - Connection is not available.*", ": it does not answer")
                            + ". See fleet.store and fleet.store-login-file");
        }
    }
}
