package io.nightflow.peers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Kafka (KRaft, one node) as a process of its own on free ports of loopback; it may be killed and started again. */
public final class Kafka implements AutoCloseable {
    private final Path folder;
    private final int port = Mosquitto.freePort();
    private final Path settings;
    private @Nullable Process process;

    /** In a folder; nothing runs yet. */
    public Kafka(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        int controller = Mosquitto.freePort();
        settings = folder.resolve("server.properties");
        Files.write(
                settings,
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + controller,
                        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                        "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + folder.resolve("log"),
                        "auto.create.topics.enable=false",
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=2",
                        "transaction.state.log.replication.factor=1",
                        "group.initial.rebalance.delay.ms=0"));
        run("kafka.tools.StorageTool", "format", "-t", "bmlnaHRmbG93LWthZmthMA", "-c", settings.toString());
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        if (java(arguments).start().waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("kafka.log")));
        }
    }

    private ProcessBuilder java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("kafka.log").toFile()));
    }

    /** Starts it; returns when it answers. */
    public Kafka start() throws IOException {
        process = java("kafka.Kafka", settings.toString()).start();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (Admin admin = admin()) {
                return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
            }
        });
        return this;
    }

    private Admin admin() {
        Properties client = new Properties();
        client.put("bootstrap.servers", servers());
        return Admin.create(client);
    }

    /** Makes a topic. */
    public Kafka topic(String name, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        return this;
    }

    /** The values of all records of a topic, each partition in its order. */
    public List<String> records(String topic) {
        Properties client = new Properties();
        client.put("bootstrap.servers", servers());
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> reader =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> reader.position(each) < ends.getOrDefault(each, 0L))) {
                reader.poll(Duration.ofMillis(200)).forEach(each -> values.add(each.value()));
            }
        }
        return values;
    }

    /** Whether it has not been killed. */
    public boolean runs() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Ends it without a word. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    /** As a setting names it. */
    public String servers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        kill();
    }
}
