package io.nightflow.camel.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with a broker that outlives connections: it connects again by itself, keeps what was subscribed, and says in one
 * line when the broker is away and when it is back.
 */
final class MqttSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttSession.class);
    private static final long STOP_SECONDS = 2;
    private static final long LONGEST_PAUSE_SECONDS = 30;
    private static final byte[] HERE = "online".getBytes(StandardCharsets.UTF_8);

    private final MqttEndpoint endpoint;
    private final Mqtt5AsyncClient client;
    private volatile boolean away;
    private volatile long awaySince = System.nanoTime();
    private volatile boolean closing;
    private volatile boolean asked;
    private final CountDownLatch firstConnected = new CountDownLatch(1); // or the first time it could not
    private volatile String reason = "it has not answered yet";

    /** A session that does not connect yet. */
    MqttSession(MqttEndpoint endpoint) throws IOException, GeneralSecurityException {
        this.endpoint = endpoint;
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(endpoint.getClientId())
                .serverHost(endpoint.host())
                .serverPort(endpoint.port())
                .automaticReconnect()
                .maxDelay(LONGEST_PAUSE_SECONDS, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> connected())
                .addDisconnectedListener(this::disconnected);
        if (endpoint.isTls()) {
            MqttClientSslConfig tls = MqttTls.of(endpoint);
            builder = builder.sslConfig(tls);
        }
        if (!endpoint.getUsername().isEmpty()) {
            builder = builder.simpleAuth()
                    .username(endpoint.getUsername())
                    .password(endpoint.getPassword().getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        if (!endpoint.getWillTopic().isEmpty()) {
            builder = builder.willPublish()
                    .topic(endpoint.getWillTopic())
                    .payload(endpoint.getWillPayload().getBytes(StandardCharsets.UTF_8))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .applyWillPublish();
        }
        client = builder.buildAsync();
    }

    /** Hands over what comes, on a thread; to be called before it connects: a kept session sends at once. */
    void listen(Consumer<Mqtt5Publish> listener, Executor thread) {
        client.publishes(MqttGlobalPublishFilter.ALL, listener, thread, true);
    }

    /** Connects, now or as soon as the broker is there; returns at once. */
    void connect() {
        var unused = client.connect(Mqtt5Connect.builder()
                        .cleanStart(false)
                        .sessionExpiryInterval(endpoint.getSessionExpiry().toSeconds())
                        .build())
                .exceptionally(failure -> null); // the listener has said it
    }

    /** Subscribes to the topic of the endpoint; the broker keeps that as long as the session. */
    void subscribe() {
        var unused = client.subscribeWith()
                .topicFilter(endpoint.getTopic())
                .qos(qos())
                .send()
                .whenComplete((done, failure) -> {
                    if (failure != null && !closing) {
                        CompletableFuture.delayedExecutor(LONGEST_PAUSE_SECONDS, TimeUnit.SECONDS)
                                .execute(this::subscribeAgain);
                        LOG.warn(
                                "mqtt {}: subscribing to {}: {}",
                                endpoint.getBroker(),
                                endpoint.getTopic(),
                                words(failure));
                    }
                });
    }

    private void subscribeAgain() {
        if (!closing) {
            subscribe();
        }
    }

    /**
     * Publishes; returns once the broker has acknowledged it.
     *
     * @throws IOException the broker is away, or refuses it, or says nothing.
     */
    void publish(String topic, byte[] payload) throws IOException, InterruptedException {
        if (!asked) {
            asked = true;
            connect();
            boolean unusedConnected = firstConnected.await(endpoint.getTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!client.getState().isConnected()) { // else it would wait in the library, beside its own repetition
            throw new IOException("broker " + endpoint.getBroker() + " is away: " + reason);
        }
        try {
            client.publishWith()
                    .topic(topic)
                    .payload(payload)
                    .qos(qos())
                    .retain(endpoint.isRetained())
                    .send()
                    .get(endpoint.getTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .getError()
                    .ifPresent(error -> {
                        throw new IllegalStateException(words(error));
                    });
        } catch (TimeoutException e) {
            throw new IOException(
                    "broker " + endpoint.getBroker() + " has not acknowledged it for "
                            + endpoint.getTimeout().toSeconds() + " s",
                    e);
        } catch (ExecutionException e) {
            throw new IOException("broker " + endpoint.getBroker() + ": " + words(e), e);
        } catch (IllegalStateException e) {
            throw new IOException("broker " + endpoint.getBroker() + " refuses it: " + e.getMessage(), e);
        }
    }

    private MqttQos qos() {
        return MqttQos.values()[endpoint.getQos()];
    }

    /** That the broker is away for longer than it may take to answer; empty while it is there. */
    Optional<String> away() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - awaySince);
        return client.getState().isConnected()
                        || seconds < endpoint.getTimeout().toSeconds()
                ? Optional.empty()
                : Optional.of("broker " + endpoint.getBroker() + " is away for " + seconds + " s: " + reason);
    }

    private void connected() {
        firstConnected.countDown();
        if (away) {
            LOG.info("mqtt {}: connected again as {}", endpoint.getBroker(), endpoint.getClientId());
        }
        away = false;
        reason = "";
        if (closing) {
            var unusedLeft = client.disconnect(); // it was on its way while the route was stopped
        } else if (!endpoint.getWillTopic().isEmpty()) {
            var unusedSaid = client.publishWith()
                    .topic(endpoint.getWillTopic())
                    .payload(HERE)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .send();
        }
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        reason = words(context.getCause());
        firstConnected.countDown();
        if (!away) {
            awaySince = System.nanoTime();
        }
        if (!away && !closing) {
            LOG.warn(
                    "mqtt {}: {} is not connected: {}. It is tried again",
                    endpoint.getBroker(),
                    endpoint.getClientId(),
                    reason);
        }
        away = true;
        if (closing) {
            context.getReconnector().reconnect(false);
        }
    }

    private static String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.lines().findFirst().orElse("");
    }

    /** The broker keeps the session. */
    @Override
    public void close() {
        closing = true;
        if (!client.getState().isConnectedOrReconnect()) {
            return;
        }
        try {
            client.disconnectWith()
                    .sessionExpiryInterval(endpoint.getSessionExpiry().toSeconds())
                    .send()
                    .get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("leaving {}", endpoint.getBroker(), e);
        }
    }
}
