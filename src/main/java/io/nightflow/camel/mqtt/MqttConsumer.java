package io.nightflow.camel.mqtt;

import io.nightflow.camel.AwayPeer;
import io.nightflow.camel.Handover;
import io.nightflow.mqtt.MqttMessage;
import io.nightflow.mqtt.MqttSession;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a route with each message, in order, on one thread. It is acknowledged to the broker when the route has ended without
 * an exception; what fails is tried again, and nothing after it goes before.
 */
final class MqttConsumer extends DefaultConsumer implements AwayPeer {
    private static final Logger LOG = LoggerFactory.getLogger(MqttConsumer.class);
    private static final Object ENDED = new Object();
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LAST_PAUSE_MILLIS = 60_000;
    private static final long STOP_MILLIS = 5_000;

    private final MqttEndpoint endpoint;
    private final Semaphore stop = new Semaphore(0);
    private volatile @Nullable MqttSession session;
    private @Nullable ExecutorService executor;
    private volatile Object life = ENDED;

    MqttConsumer(MqttEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Object mine = new Object();
        life = mine;
        ExecutorService thread = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, "Mqtt[" + endpoint.getClientId() + "]");
        executor = thread;
        MqttSession started = new MqttSession(endpoint.peer(), endpoint::sayHere);
        session = started;
        started.listen(message -> take(message, mine), thread);
        started.connect();
        started.subscribe(endpoint.getTopic(), endpoint.getQos());
    }

    @Override
    protected void doStop() throws Exception {
        life = ENDED;
        stop.release();
        MqttSession started = session;
        session = null;
        if (started != null) {
            started.close();
        }
        ExecutorService thread = executor;
        executor = null;
        if (thread != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(thread, STOP_MILLIS);
        }
        super.doStop();
    }

    @Override
    public Optional<String> away() {
        MqttSession started = session;
        return started == null ? Optional.empty() : started.away();
    }

    private void take(MqttMessage message, Object mine) {
        long pause = FIRST_PAUSE_MILLIS;
        boolean told = false;
        while (life == mine) {
            Exception failure = route(message);
            if (failure == null) {
                message.taken().run();
                return;
            }
            if (!told) {
                LOG.warn(
                        "mqtt {}: a message of {} failed: {}. It is tried again",
                        endpoint.getBroker(),
                        message.topic(),
                        failure.getMessage());
                told = true;
            }
            try {
                boolean unusedStopped = stop.tryAcquire(pause, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                LOG.debug("mqtt {}: interrupted", endpoint.getBroker()); // only a stop ends it
            }
            pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
        }
    }

    /** Why it failed; null where it did not. */
    private @Nullable Exception route(MqttMessage message) {
        Exchange exchange = createExchange(false);
        exchange.getIn().setBody(message.payload());
        exchange.getIn().setHeader(MqttConstants.TOPIC, message.topic());
        return Handover.failure(this, exchange);
    }
}
