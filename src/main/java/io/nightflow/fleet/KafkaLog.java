package io.nightflow.fleet;

import io.nightflow.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka between broker and store, where others read the batches too: the gateway is the key, its message the value.
 *
 * <p>Workers are a consumer group; the one that has the first partition also fills the topic from the broker, so that the
 * batches of a gateway keep their order. How far a gateway is stands in the store, with its rows: the offset of the group only
 * spares reading again, and what Kafka loses, the gateway sends again.
 */
final class KafkaLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
    private static final Duration ROUND = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long STOP_MILLIS = 5_000;

    /** What a worker does for it. */
    interface Worker {
        /**
         * Stores a batch and answers its gateway.
         *
         * @throws StoreException the store failed; it is given again.
         */
        void store(String gateway, byte[] batch);

        /** Whether it can answer gateways; where not, others are to have its part. */
        boolean canAnswer();

        /** Begins or ends to hand over what the gateways send, to {@link KafkaLog#put}. */
        void feed(boolean isOurs);
    }

    private final KafkaPeer peer;
    private final Worker worker;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final Thread thread = new Thread(this::run, "fleet-kafka");
    private volatile String trouble = "";
    private volatile boolean closing;
    private boolean isFeeding;
    private long lookedAt = System.nanoTime() - LOOK_NANOS;

    KafkaLog(KafkaPeer peer, Worker worker) {
        this.peer = peer;
        this.worker = worker;
        consumer = peer.consumer();
        producer = peer.producer();
    }

    void start() {
        thread.start();
    }

    /** Why nothing comes; empty where it does. */
    String trouble() {
        return trouble;
    }

    /** Writes what a gateway has sent; what cannot be written comes again from the gateway. */
    void put(String gateway, byte[] batch) {
        var unused = producer.send(new ProducerRecord<>(peer.topic(), gateway, batch), (done, failure) -> {
            if (failure != null) {
                LOG.debug("kafka {}: a batch of {} is not written", peer.servers(), gateway, failure);
            }
        });
    }

    private void run() {
        while (!closing) {
            try {
                look();
                round();
            } catch (WakeupException e) {
                LOG.debug("kafka {}: woken to end", peer.servers());
            } catch (KafkaException | IllegalArgumentException | IllegalStateException e) {
                tell("Kafka " + peer.servers() + ": " + e.getMessage());
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(ANSWER));
    }

    /** Asks Kafka itself, for its client is silent where nobody answers. */
    private void look() {
        if (trouble.isEmpty() && System.nanoTime() - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = System.nanoTime();
        tell(consumer.listTopics(ANSWER).containsKey(peer.topic()) ? "" : peer.topicMissing());
    }

    private void tell(String words) {
        if (!words.isEmpty() && trouble.isEmpty()) {
            LOG.error("{}. What is not stored is not acknowledged, and comes again", words);
        } else if (words.isEmpty() && !trouble.isEmpty()) {
            LOG.info("Kafka {} is there again", peer.servers());
        }
        trouble = words;
    }

    private void round() {
        boolean takesPart = !consumer.subscription().isEmpty();
        boolean mayTakePart = worker.canAnswer() && trouble.isEmpty();
        if (mayTakePart && !takesPart) {
            consumer.subscribe(List.of(peer.topic()));
        } else if (!mayTakePart && takesPart) {
            consumer.unsubscribe();
        }
        if (mayTakePart) {
            var records = consumer.poll(ROUND);
            for (TopicPartition partition : records.partitions()) {
                store(partition, records.records(partition));
            }
            if (!records.isEmpty()) {
                consumer.commitAsync();
            }
        } else {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        feed();
    }

    private void feed() {
        boolean isOurs = consumer.assignment().contains(new TopicPartition(peer.topic(), 0));
        if (isOurs != isFeeding) {
            isFeeding = isOurs;
            worker.feed(isOurs);
        }
    }

    private void store(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> each : records) {
            try {
                if (each.key() != null && each.value() != null) { // of whoever writes there too
                    worker.store(each.key(), each.value());
                }
            } catch (StoreException e) { // from here on again, when it is back
                consumer.seek(partition, each.offset());
                LockSupport.parkNanos(PAUSE_NANOS);
                return;
            } catch (RuntimeException e) {
                LOG.warn("a message of {}: {}", each.key(), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        producer.close(Duration.ofSeconds(2));
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
