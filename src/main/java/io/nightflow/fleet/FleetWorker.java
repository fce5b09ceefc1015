package io.nightflow.fleet;

import io.nightflow.mqtt.MqttMessage;
import io.nightflow.mqtt.MqttPeer;
import io.nightflow.mqtt.MqttSession;
import io.nightflow.settings.FleetKey;
import io.nightflow.settings.FleetSettings;
import io.nightflow.settings.LoginFile;
import io.nightflow.settings.SettingsException;
import io.nightflow.store.FleetDesk;
import io.nightflow.store.StoreException;
import io.nightflow.uplink.FleetCommand;
import io.nightflow.uplink.GatewayState;
import io.nightflow.uplink.UplinkTopics;
import io.nightflow.uplink.UplinkTopics.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker of the fleet: takes batches from the broker, stores and acknowledges them, judges what it has the right to, asks
 * gateways what is to be asked. Several share the batches by the broker's own shared subscription.
 */
public final class FleetWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetWorker.class);
    private static final int JUDGE_SECONDS = 10;
    private static final int ASK_SECONDS = 30;
    private static final long STOP_SECONDS = 5;

    private final FleetSites sites;
    private final GatewayBook book;
    private final InstantSource clock;
    private final MqttSession session;
    private final ExecutorService hearing = Executors.newSingleThreadExecutor(work -> new Thread(work, "fleet-hear"));
    private final ExecutorService quick = Executors.newSingleThreadExecutor(work -> new Thread(work, "fleet-quick"));
    private final ExecutorService taking = Executors.newSingleThreadExecutor(work -> new Thread(work, "fleet-take"));
    private final ScheduledExecutorService jobs =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "fleet-judge"));
    private final StoreTrouble storeTrouble = new StoreTrouble();
    private final BatchWay way;
    private final RolloutDesk rollouts;
    private final ViewDesk views;

    /**
     * Over open sites.
     *
     * @throws IOException a file of certificates or a login cannot be read.
     */
    public FleetWorker(FleetSettings settings, FleetSites sites, GatewayBook book, InstantSource clock)
            throws IOException, GeneralSecurityException {
        this.sites = sites;
        this.book = book;
        this.clock = clock;
        session = new MqttSession(peer(settings, settings.text(FleetKey.NAME)), connected -> {});
        views = new ViewDesk(session, new FleetViews(settings.get(FleetKey.VIEWS)));
        BatchDesk desk =
                new BatchDesk(sites, clock, settings.get(FleetKey.WINDOW), settings.get(FleetKey.DAYS), views::stored);
        rollouts = new RolloutDesk(sites, book, (gateway, message) -> send(gateway, Kind.DESIRED, message, 1));
        way = new BatchWay(settings, session, desk, storeTrouble, book);
    }

    /** The broker as the settings name it. */
    static MqttPeer peer(FleetSettings settings, String clientId) throws IOException {
        LoginFile login = settings.login(FleetKey.LOGIN_FILE);
        return new MqttPeer(
                broker(settings),
                clientId,
                login.user(),
                login.password(),
                settings.file(FleetKey.CA_FILE),
                settings.file(FleetKey.CERTIFICATE_FILE),
                settings.file(FleetKey.KEY_FILE),
                MqttPeer.Will.NONE,
                Duration.ZERO, // nothing is kept for us: what is not acknowledged comes again
                Duration.ofSeconds(15));
    }

    /** Where the broker is; the embedded one is on loopback. */
    static String broker(FleetSettings settings) {
        String broker = settings.text(FleetKey.BROKER);
        return broker.equals(FleetKey.EMBEDDED) ? "tcp://127.0.0.1:" + settings.text(FleetKey.BROKER_PORT) : broker;
    }

    /** Begins. */
    public void start() {
        session.listen(this::hand, hearing);
        session.connect();
        way.start();
        for (Kind kind : List.of(Kind.STATE, Kind.ANSWER, Kind.LOG)) {
            session.subscribe(UplinkTopics.ROOT + "+/" + kind.word(), 1);
        }
        session.subscribe(UplinkTopics.ROOT + "+/" + Kind.NEWS.word(), 0);
        var unusedJudging = jobs.scheduleWithFixedDelay(this::judge, JUDGE_SECONDS, JUDGE_SECONDS, TimeUnit.SECONDS);
        var unusedAsking = jobs.scheduleWithFixedDelay(this::ask, 1, ASK_SECONDS, TimeUnit.SECONDS);
    }

    /** What is wrong with broker, log or store; empty where nothing is. */
    public List<String> troubles() {
        return List.of(session.away().orElse(""), way.logTrouble(), storeTrouble.words()).stream()
                .filter(words -> !words.isEmpty())
                .toList();
    }

    /** Rows stored since the start. */
    public long rows() {
        return way.rows();
    }

    /** Rows that come in heaps wait on a thread of their own: what is new must not wait behind them. */
    private void hand(MqttMessage message) {
        boolean isRows = UplinkTopics.parse(message.topic())
                .filter(named -> named.kind() == Kind.ROWS)
                .isPresent();
        try {
            (isRows ? taking : quick).execute(() -> take(message));
        } catch (RejectedExecutionException e) {
            LOG.debug("a message came after the end", e); // it was not acknowledged
        }
    }

    private void take(MqttMessage message) {
        UplinkTopics.parse(message.topic()).ifPresent(named -> {
            try {
                take(named, message.payload());
            } catch (StoreException e) {
                storeTrouble.tell(e);
            } catch (RuntimeException e) {
                LOG.warn("a message of {}: {}", message.topic(), e.getMessage());
            }
        });
        message.taken().run(); // the gateway sends again what is not acknowledged by us
    }

    private void take(UplinkTopics.Named named, byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        switch (named.kind()) {
            case ROWS, ALERTS -> way.take(named.gateway(), payload);
            case LIVE -> way.takeLive(named.gateway(), text);
            case STATE -> GatewayState.parse(payload).ifPresent(state -> book.told(named.gateway(), state));
            case LOG, NEWS -> book.line(named.gateway(), text);
            case ANSWER -> answered(named.gateway(), text);
            default -> LOG.debug("{} is none of ours to read", named.kind());
        }
    }

    private void answered(String gateway, String text) {
        String[] f = text.split(",", 3);
        if (f.length == 3 && f[0].equals("Y") && sites.of(gateway).desk().answered(gateway, f[1], f[2])) {
            LOG.info("gateway {} has answered {}: {}", gateway, f[1], f[2]);
        }
    }

    private void judge() {
        for (FleetSite site : sites.all()) {
            try {
                site.judge();
            } catch (SettingsException | RuntimeException e) {
                tell(site, e);
            }
        }
    }

    private void tell(FleetSite site, Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof StoreException)) {
            cause = cause.getCause();
        }
        if (FleetSite.isTakenOver(cause)) {
            LOG.info("site {}: {}", site.name(), cause.getMessage());
        } else if (cause instanceof StoreException store) {
            storeTrouble.tell(store);
        } else {
            LOG.error("judging site {}: {}", site.name(), failure.getMessage());
        }
    }

    /** Asks again what was not answered: the id tells a gateway that it has done it. */
    void ask() {
        long now = clock.instant().getEpochSecond();
        try {
            for (FleetSite site : sites.all()) {
                for (FleetDesk.Asked each : site.desk().open(now)) {
                    send(each);
                }
                if (site.isJudge()) {
                    rollouts.round(site, now);
                    views.alerts(site);
                }
            }
        } catch (StoreException e) {
            storeTrouble.tell(e);
        } catch (RuntimeException e) { // else nobody would be asked any more
            LOG.error("asking gateways: {}", e.getMessage(), e);
        }
    }

    private void send(FleetDesk.Asked asked) {
        String text = new FleetCommand(asked.id(), asked.expires(), asked.command()).text();
        send(asked.gateway(), Kind.COMMAND, text.getBytes(StandardCharsets.UTF_8), 2);
    }

    private void send(String gateway, Kind kind, byte[] message, int qos) {
        if (session.isConnected()) {
            var unused = session.send(UplinkTopics.of(gateway, kind), message, qos, false)
                    .exceptionally(failure -> false);
        }
    }

    /** What is under way comes again. */
    @Override
    public void close() {
        way.close();
        session.close();
        List<ExecutorService> threads = List.of(hearing, quick, taking, jobs);
        threads.forEach(ExecutorService::shutdown);
        try {
            for (ExecutorService each : threads) {
                boolean unusedEnded = each.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
