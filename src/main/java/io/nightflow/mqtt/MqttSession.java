package io.nightflow.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with a broker that outlives connections: it connects again by itself, keeps what was subscribed, and says in one
 * line when the broker is away and when it is back.
 */
public final class MqttSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttSession.class);
    private static final long STOP_SECONDS = 2;
    private static final long LONGEST_PAUSE_SECONDS = 30;
    private static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int SHORTS_MAX = 4;
    private static final long TAKEN_OVER_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** Hears of the connection, on a thread that must not wait. */
    @FunctionalInterface
    public interface Listener {
        /** It is there, for the first time or again. */
        void connected(MqttSession session);

        /** It is gone, or could not be made. */
        default void gone() {}
    }

    private final MqttPeer peer;
    private volatile Listener listener;
    private final Mqtt5AsyncClient client;
    private volatile boolean away;
    private volatile long awaySince = System.nanoTime();
    private volatile long connectedAt = System.nanoTime() - SHORT_NANOS;
    private volatile int shorts;
    private volatile long takenOverAt = System.nanoTime() - TAKEN_OVER_NANOS;
    private volatile boolean closing;
    private volatile boolean asked;
    private final CountDownLatch firstConnected = new CountDownLatch(1); // or the first time it could not
    private volatile String reason = "it has not answered yet";

    /**
     * A session that does not connect yet.
     *
     * @throws IOException a file of certificates cannot be read.
     */
    public MqttSession(MqttPeer peer, Listener listener) throws IOException, GeneralSecurityException {
        this.peer = peer;
        this.listener = listener;
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(peer.clientId())
                .serverHost(peer.host())
                .serverPort(peer.port())
                .automaticReconnect()
                .maxDelay(LONGEST_PAUSE_SECONDS, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> connected())
                .addDisconnectedListener(this::disconnected);
        if (peer.isTls()) {
            MqttClientSslConfig tls = MqttTls.of(peer);
            builder = builder.sslConfig(tls);
        }
        if (!peer.username().isEmpty()) {
            builder = builder.simpleAuth()
                    .username(peer.username())
                    .password(peer.password().getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        if (!peer.will().topic().isEmpty()) {
            builder = builder.willPublish()
                    .topic(peer.will().topic())
                    .payload(peer.will().payload().getBytes(StandardCharsets.UTF_8))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .applyWillPublish();
        }
        client = builder.buildAsync();
    }

    /** Hands over what comes, on a thread; to be called before it connects: a kept session sends at once. */
    public void listen(Consumer<MqttMessage> taker, Executor thread) {
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> taker.accept(new MqttMessage(
                        message.getTopic().toString(), message.getPayloadAsBytes(), message::acknowledge)),
                task -> {
                    try {
                        thread.execute(task);
                    } catch (RejectedExecutionException e) {
                        LOG.debug("mqtt {}: a message came after the end", peer.broker()); // it was not acknowledged
                    }
                },
                true);
    }

    /** Connects, now or as soon as the broker is there; returns at once. */
    public void connect() {
        var unused = client.connect(Mqtt5Connect.builder()
                        .cleanStart(false)
                        .sessionExpiryInterval(peer.sessionExpiry().toSeconds())
                        .build())
                .exceptionally(failure -> null); // the listener has said it
    }

    /** Subscribes, and again until the broker has taken it; it keeps that as long as the session. */
    public void subscribe(String filter, int qos) {
        var unused = client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.values()[qos])
                .send()
                .whenComplete((done, failure) -> {
                    if (failure != null && !closing) {
                        CompletableFuture.delayedExecutor(LONGEST_PAUSE_SECONDS, TimeUnit.SECONDS)
                                .execute(() -> subscribeAgain(filter, qos));
                        LOG.warn("mqtt {}: subscribing to {}: {}", peer.broker(), filter, MqttReason.words(failure));
                    }
                });
    }

    /** Wants no more of it. */
    public void unsubscribe(String filter) {
        var unused = client.unsubscribeWith().topicFilter(filter).send().exceptionally(failure -> {
            LOG.debug("mqtt {}: leaving {}", peer.broker(), filter, failure);
            return null;
        });
    }

    private void subscribeAgain(String filter, int qos) {
        if (!closing) {
            subscribe(filter, qos);
        }
    }

    /**
     * Publishes; returns once the broker has acknowledged it.
     *
     * @throws IOException the broker is away, or refuses it, or says nothing.
     */
    public void publish(String topic, byte[] payload, int qos, boolean retained)
            throws IOException, InterruptedException {
        if (!asked) {
            asked = true;
            connect();
            boolean unusedConnected = firstConnected.await(peer.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!client.getState().isConnected()) { // else it would wait in the library, beside its own repetition
            throw new IOException("broker " + peer.broker() + " is away: " + reason);
        }
        try {
            boolean unusedDone =
                    send(topic, payload, qos, retained).get(peer.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "broker " + peer.broker() + " has not acknowledged it for "
                            + peer.timeout().toSeconds() + " s",
                    e);
        } catch (ExecutionException e) {
            throw new IOException("broker " + peer.broker() + ": " + MqttReason.words(e), e);
        }
    }

    /** Publishes; done once the broker has acknowledged it. Where it is away it waits in the library, and not for long. */
    public CompletableFuture<Boolean> send(String topic, byte[] payload, int qos, boolean retained) {
        return client.publishWith()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.values()[qos])
                .retain(retained)
                .send()
                .thenApply(result -> {
                    result.getError().ifPresent(error -> {
                        throw new IllegalStateException(MqttReason.words(error), error);
                    });
                    return true;
                });
    }

    /** Whether the broker is there. */
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    /** That the broker is away for longer than it may take to answer, or that we are not alone; empty where all is well. */
    public Optional<String> away() {
        if (System.nanoTime() - takenOverAt < TAKEN_OVER_NANOS) {
            return Optional.of("broker " + peer.broker() + " throws " + peer.clientId()
                    + " off again and again: another client has this name. Give each a name of its own");
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - awaySince);
        return client.getState().isConnected() || seconds < peer.timeout().toSeconds()
                ? Optional.empty()
                : Optional.of("broker " + peer.broker() + " is away for " + seconds + " s: " + reason);
    }

    private void connected() {
        firstConnected.countDown();
        connectedAt = System.nanoTime();
        if (away) {
            LOG.info("mqtt {}: connected again as {}", peer.broker(), peer.clientId());
        }
        away = false;
        reason = "";
        if (closing) {
            var unusedLeft = client.disconnect(); // it was on its way while the route was stopped
        } else {
            listener.connected(this);
        }
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        reason = MqttReason.words(context.getCause());
        noteThrownOff(context.getCause());
        firstConnected.countDown();
        if (!away) {
            awaySince = System.nanoTime();
        }
        if (!away && !closing) {
            LOG.warn("mqtt {}: {} is not connected: {}. It is tried again", peer.broker(), peer.clientId(), reason);
        }
        away = true;
        listener.gone();
        if (closing) {
            context.getReconnector().reconnect(false);
        } else if (peer.isTls()) {
            readCertificates(context);
        }
    }

    /** Not every broker says that another one has come: then it is seen by connections that end within seconds. */
    private void noteThrownOff(Throwable cause) {
        long now = System.nanoTime();
        boolean isShort = !away && now - connectedAt < SHORT_NANOS;
        shorts = isShort ? shorts + 1 : away ? shorts : 0;
        if (shorts >= SHORTS_MAX || MqttReason.isTakenOver(cause)) {
            takenOverAt = now;
        }
    }

    /** What has ended is renewed by putting new files in its place. */
    private void readCertificates(MqttClientDisconnectedContext context) {
        try {
            context.getReconnector()
                    .transportConfig(context.getReconnector()
                            .getTransportConfig()
                            .extend()
                            .sslConfig(MqttTls.of(peer))
                            .build());
        } catch (IOException | GeneralSecurityException e) {
            reason = MqttReason.words(e); // those of before are shown once more
        }
    }

    /** The broker keeps the session. */
    @Override
    public void close() {
        closing = true;
        listener = nobody -> {}; // the library remembers the session for as long as the broker does, and us with it
        if (!client.getState().isConnectedOrReconnect()) {
            return;
        }
        try {
            client.disconnectWith()
                    .sessionExpiryInterval(peer.sessionExpiry().toSeconds())
                    .send()
                    .get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("leaving {}", peer.broker(), e);
        }
    }
}
