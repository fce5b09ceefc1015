package io.nightflow.fleet;

import io.nightflow.settings.FleetKey;
import io.nightflow.settings.FleetSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka as the settings name it.
 *
 * @param servers {@code host:port,..}, any of its brokers.
 * @param topic that of the batches.
 * @param login how it knows us: what the file of the settings says.
 */
record KafkaPeer(String servers, String topic, String clientId, Properties login) {
    /** The workers that share the topic. */
    static final String GROUP = "nightflow";

    private static final Duration AWAY_AFTER = Duration.ofSeconds(10);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(60);
    private static final int BUFFER_BYTES = 16 * 1_048_576;
    private static final int ROUND_RECORDS = 200;
    /** Other settings would change what is sure, or name classes to be loaded. */
    private static final Pattern LOGIN = Pattern.compile("security\\.protocol|sasl\\.mechanism|sasl\\.jaas\\.config"
            + "|ssl\\.(truststore|keystore)\\.(location|password|type)|ssl\\.key\\.password");

    /**
     * Reads it; empty where there is none.
     *
     * @throws IOException the file of the login cannot be read, or holds something else.
     */
    static Optional<KafkaPeer> of(FleetSettings settings) throws IOException {
        Optional<String> servers = settings.get(FleetKey.KAFKA);
        if (servers.isEmpty()) {
            return Optional.empty();
        }
        Properties login = new Properties();
        Optional<Path> file = settings.get(FleetKey.KAFKA_CLIENT_FILE).map(settings.directory()::resolve);
        if (file.isPresent()) {
            try (Reader reader = Files.newBufferedReader(file.get())) {
                login.load(reader);
            }
            checkLogin(file.get(), login);
        }
        return Optional.of(
                new KafkaPeer(servers.get(), settings.get(FleetKey.KAFKA_TOPIC), settings.text(FleetKey.NAME), login));
    }

    private static void checkLogin(Path file, Properties login) throws IOException {
        List<String> others = new ArrayList<>(new TreeSet<>(login.stringPropertyNames()));
        others.removeIf(key -> LOGIN.matcher(key).matches());
        if (!others.isEmpty()) {
            throw new IOException(FleetKey.KAFKA_CLIENT_FILE.text() + ": " + file + ": " + String.join(", ", others)
                    + " cannot be set. It may hold security.protocol, sasl.mechanism, sasl.jaas.config,"
                    + " ssl.truststore and ssl.keystore .location .password .type, and ssl.key.password");
        }
    }

    private Properties common() {
        Properties all = new Properties();
        all.putAll(login);
        all.put("bootstrap.servers", servers);
        all.put("client.id", clientId);
        all.put("reconnect.backoff.max.ms", "5000");
        all.put("enable.metrics.push", "false");
        return all;
    }

    /** One of the group: what it was given and has not stored is given to another. */
    KafkaConsumer<String, byte[]> consumer() {
        Properties all = common();
        all.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(ROUND_RECORDS));
        all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, String.valueOf(AWAY_AFTER.toMillis()));
        all.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, String.valueOf(STUCK_AFTER.toMillis()));
        return new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** All replicas that are in step have it before it is there; a repetition within a session is none. */
    KafkaProducer<String, byte[]> producer() {
        Properties all = common();
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip"); // needs no library
        all.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, String.valueOf(BUFFER_BYTES));
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "500"); // the gateway sends it again
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000");
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
    }

    /** What to do where the topic is not there. */
    String topicMissing() {
        return "Kafka " + servers + " has no topic " + topic + ". Create it: kafka-topics.sh --bootstrap-server "
                + servers + " --create --topic " + topic + " --partitions 12";
    }
}
