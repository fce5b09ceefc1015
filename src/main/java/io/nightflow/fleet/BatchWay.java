package io.nightflow.fleet;

import io.nightflow.mqtt.MqttSession;
import io.nightflow.settings.FleetSettings;
import io.nightflow.store.StoreException;
import io.nightflow.uplink.LaneAnswer;
import io.nightflow.uplink.UplinkBatch;
import io.nightflow.uplink.UplinkTopics;
import io.nightflow.uplink.UplinkTopics.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of the batches from the broker to the store and of the answer back: straight, or over Kafka. */
final class BatchWay implements KafkaLog.Worker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWay.class);
    private static final List<Kind> KINDS = List.of(Kind.ROWS, Kind.ALERTS);
    private static final int AWAY_TRIES = 5;
    private static final long BEFORE_MILLIS = 60;

    private final MqttSession session;
    private final BatchDesk desk;
    private final StoreTrouble storeTrouble;
    private final GatewayBook book;
    private final Optional<KafkaLog> log;
    private final boolean isAlone;
    private final boolean isShared;
    private volatile boolean isFeeding;

    /**
     * From a session that is not connected yet.
     *
     * @throws IOException the file of the login to Kafka cannot be read.
     */
    BatchWay(FleetSettings settings, MqttSession session, BatchDesk desk, StoreTrouble storeTrouble, GatewayBook book)
            throws IOException {
        this.session = session;
        this.desk = desk;
        this.storeTrouble = storeTrouble;
        this.book = book;
        log = KafkaPeer.of(settings).map(peer -> new KafkaLog(peer, this));
        isAlone = settings.isForOneWorker();
        isShared = log.isEmpty() && !isAlone;
    }

    /** The newest minutes of gateways that are behind come straight, whatever the rest does. */
    void start() {
        log.ifPresentOrElse(KafkaLog::start, () -> KINDS.forEach(kind -> session.subscribe(filter(kind, isShared), 1)));
        session.subscribe(filter(Kind.LIVE, !isAlone), 0);
    }

    void takeLive(String gateway, String rows) {
        desk.takeLive(gateway, rows);
    }

    /** One worker alone has SQLite; several share one PostgreSQL, and the batches by the broker's own means or Kafka's. */
    private static String filter(Kind kind, boolean isShared) {
        return (isShared ? "$share/nightflow/" : "") + UplinkTopics.ROOT + "+/" + kind.word();
    }

    /** Takes what has come from the broker. */
    void take(String gateway, byte[] message) {
        if (log.isEmpty()) {
            store(gateway, message);
        } else if (isFeeding) {
            log.get().put(gateway, message);
        }
    }

    @Override
    public void store(String gateway, byte[] message) {
        try {
            UplinkBatch head = UplinkBatch.parseHead(message);
            Optional<LaneAnswer> known = desk.repeated(gateway, head);
            LaneAnswer answer = known.isPresent() ? known.get() : stored(gateway, head.withMinutes(message));
            storeTrouble.isBack();
            book.batch(gateway);
            var unused = session.send(
                            UplinkTopics.of(gateway, Kind.ACK),
                            answer.text().getBytes(StandardCharsets.UTF_8),
                            0,
                            false)
                    .exceptionally(failure -> false);
        } catch (UplinkBatch.MalformedException e) {
            LOG.warn("a batch of {}: {}", gateway, e.getMessage());
        } catch (StoreException e) {
            storeTrouble.tell(e);
            throw e;
        }
    }

    /** What another worker has of the batch before may not be committed yet: it is given a moment. */
    private LaneAnswer stored(String gateway, UplinkBatch batch) throws UplinkBatch.MalformedException {
        LaneAnswer answer = desk.take(gateway, batch);
        for (int left = AWAY_TRIES; answer.goBack() && left > 0 && isShared; left--) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BEFORE_MILLIS));
            answer = desk.take(gateway, batch);
        }
        return answer;
    }

    @Override
    public boolean canAnswer() {
        return session.isConnected();
    }

    @Override
    public void feed(boolean isOurs) {
        isFeeding = isOurs;
        for (Kind kind : KINDS) {
            if (isOurs) {
                session.subscribe(filter(kind, false), 1);
            } else {
                session.unsubscribe(filter(kind, false));
            }
        }
    }

    /** What is wrong with Kafka; empty where nothing is, or it is not used. */
    String logTrouble() {
        return log.map(KafkaLog::trouble).orElse("");
    }

    /** Rows stored since the start. */
    long rows() {
        return desk.rows();
    }

    @Override
    public void close() {
        log.ifPresent(KafkaLog::close);
    }
}
