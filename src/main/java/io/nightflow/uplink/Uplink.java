package io.nightflow.uplink;

import io.nightflow.link.Lane;
import io.nightflow.mqtt.MqttMessage;
import io.nightflow.mqtt.MqttPeer;
import io.nightflow.mqtt.MqttReason;
import io.nightflow.mqtt.MqttSession;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.uplink.UplinkTopics.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway's station towards the fleet: two lanes, its state with a last will, news and log lines at once, and commands. The
 * broker may lose what it has: what counts is numbered, and removed when the fleet's database has it.
 */
public final class Uplink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
    private static final long STATE_PAUSE_MILLIS = 10_000;

    /** What it needs to know. */
    public record Site(String gateway, String boot, CommandBook commands, InstantSource clock) {
        /** What the broker says when the gateway goes without a word. */
        public MqttPeer.Will will() {
            return new MqttPeer.Will(
                    UplinkTopics.of(gateway, Kind.STATE),
                    new String(new GatewayState(boot, false, Map.of()).encode(), StandardCharsets.UTF_8));
        }
    }

    private final Site site;
    private final MqttSession session;
    private final UplinkLane results;
    private final UplinkLane alerts;
    private final LongSupplier monotonicMillis;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread named = new Thread(work, "uplink");
        named.setDaemon(true);
        return named;
    });
    private volatile Supplier<Map<String, String>> facts = Map::of;
    private volatile Consumer<byte[]> desired = message -> {};
    private volatile boolean closing;
    private volatile boolean refusalTold;
    private long stateSaidAt = Long.MIN_VALUE / 2;

    /**
     * To a broker; nothing is sent before {@link #start}.
     *
     * @throws IOException a file of certificates cannot be read.
     */
    public Uplink(
            MqttPeer peer,
            Site site,
            StagingDirectory stagedResults,
            StagingDirectory stagedAlerts,
            LongSupplier monotonicMillis)
            throws IOException, GeneralSecurityException {
        this.site = site;
        this.monotonicMillis = monotonicMillis;
        session = new MqttSession(peer, new MqttSession.Listener() {
            @Override
            public void connected(MqttSession connected) {
                Uplink.this.connected();
            }

            @Override
            public void gone() {
                results().gone();
                alerts().gone();
            }
        });
        results = new UplinkLane(Lane.RESULTS, stagedResults, this::send, site.clock(), monotonicMillis);
        alerts = new UplinkLane(Lane.ALERTS, stagedAlerts, this::send, site.clock(), monotonicMillis);
    }

    /**
     * Connects, now or as soon as the broker is there.
     *
     * @param tells what the gateway tells of itself.
     * @param takes what is rolled out to it; called on the uplink's thread, and not to hold it up.
     */
    public void start(Supplier<Map<String, String>> tells, Consumer<byte[]> takes) {
        facts = tells;
        desired = takes;
        results.start();
        alerts.start();
        session.listen(this::take, thread);
        session.connect();
        session.subscribe(UplinkTopics.of(site.gateway(), Kind.ACK), 0);
        session.subscribe(UplinkTopics.of(site.gateway(), Kind.COMMAND), 2);
        session.subscribe(UplinkTopics.of(site.gateway(), Kind.STATE), 0);
        session.subscribe(UplinkTopics.of(site.gateway(), Kind.DESIRED), 1);
    }

    /** The lane of the result rows. */
    public UplinkLane results() {
        return results;
    }

    /** The lane of the alerts. */
    public UplinkLane alerts() {
        return alerts;
    }

    /** Whether the broker is there. */
    public boolean isConnected() {
        return session.isConnected();
    }

    /** That the broker is away for longer than it may take to answer; empty while it is there. */
    public Optional<String> away() {
        return session.away();
    }

    /** Tells how the gateway is; to be called each minute. */
    public void tellState() {
        if (session.isConnected()) {
            GatewayState state = new GatewayState(site.boot(), true, facts.get());
            send(Kind.STATE, state.encode(), 1, true);
        }
    }

    /** An alert at once; it is lost where nobody is there, and comes again, numbered. */
    public void news(String row) {
        send(Kind.NEWS, row.getBytes(StandardCharsets.UTF_8), 0, false);
        alerts.staged();
    }

    /** The rows of the newest minute, where those before it still wait: they come again in their place, numbered. */
    public void live(List<String> rows) {
        send(Kind.LIVE, String.join("\n", rows).getBytes(StandardCharsets.UTF_8), 0, false);
    }

    /** A line of the log. */
    public void log(String line) {
        send(Kind.LOG, line.getBytes(StandardCharsets.UTF_8), 1, false);
    }

    private void connected() {
        thread.execute(this::tellState);
        results.connected();
        alerts.connected();
    }

    private void take(MqttMessage message) {
        try {
            UplinkTopics.parse(message.topic()).ifPresent(named -> take(named.kind(), message.payload()));
        } catch (RuntimeException e) {
            LOG.warn("uplink: a message of {}: {}", message.topic(), e.getMessage());
        }
        message.taken().run();
    }

    private void take(Kind kind, byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        switch (kind) {
            case ACK ->
                LaneAnswer.parse(text)
                        .ifPresent(answer -> lane(answer.lane()).ifPresent(each -> each.received(answer)));
            case COMMAND -> FleetCommand.parse(text).ifPresent(this::carryOut);
            case STATE -> correct(payload);
            case DESIRED -> desired.accept(payload);
            default -> LOG.debug("uplink: {} is none of ours to read", kind);
        }
    }

    private Optional<UplinkLane> lane(Lane lane) {
        return switch (lane) {
            case RESULTS -> Optional.of(results);
            case ALERTS -> Optional.of(alerts);
            case READINGS -> Optional.empty();
        };
    }

    private void carryOut(FleetCommand command) {
        String answer = site.commands().answer(command);
        send(Kind.ANSWER, command.answer(answer).getBytes(StandardCharsets.UTF_8), 1, false);
        results.staged();
    }

    /** The will of an earlier life was told after we came: what is retained would be wrong. */
    private void correct(byte[] payload) {
        boolean ours = GatewayState.parse(payload)
                .filter(state -> state.boot().equals(site.boot()) && state.online())
                .isPresent();
        long now = monotonicMillis.getAsLong();
        if (!ours && !closing && now - stateSaidAt >= STATE_PAUSE_MILLIS) {
            stateSaidAt = now;
            tellState();
        }
    }

    private boolean send(Lane lane, byte[] batch) {
        return send(UplinkTopics.kind(lane), batch, 1, false);
    }

    private boolean send(Kind kind, byte[] payload, int qos, boolean retained) {
        if (!session.isConnected()) {
            return false;
        }
        var unused = session.send(UplinkTopics.of(site.gateway(), kind), payload, qos, retained)
                .exceptionally(failure -> {
                    refused(kind, failure);
                    return false;
                });
        return true;
    }

    /** What counts is repeated; why it was not taken is told once, until something is. */
    private void refused(Kind kind, Throwable failure) {
        if (!refusalTold && session.isConnected()) {
            LOG.warn(
                    "uplink: the broker does not take {}: {}. It is tried again",
                    kind.word(),
                    MqttReason.words(failure));
            refusalTold = true;
        }
    }

    /** Says that the gateway goes, where the broker still hears it. */
    @Override
    public void close() {
        closing = true; // what we say of ourselves comes back to us, and needs no correction
        results.close();
        alerts.close();
        send(Kind.STATE, new GatewayState(site.boot(), false, Map.of("stopped", "1")).encode(), 1, true);
        session.close();
        facts = Map::of;
        desired = message -> {};
        thread.shutdownNow();
    }
}
