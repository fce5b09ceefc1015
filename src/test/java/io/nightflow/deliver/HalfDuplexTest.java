package io.nightflow.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.link.Capabilities;
import io.nightflow.link.DeviceMachine;
import io.nightflow.link.Duplex;
import io.nightflow.link.Frame;
import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import io.nightflow.rig.SecondGateway;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagedBatch;
import io.nightflow.staging.StagingDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two lanes over one pair of wires, at the pace of the wire: what is said while another speaks is lost. */
class HalfDuplexTest {
    private static final int ROWS = 60;
    private static final long LIMIT_MINUTES = 2;

    @TempDir
    private Path folder;

    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        time.shutdownNow();
    }

    @Test
    void nobody_speaks_while_another_does() throws Exception {
        Bus bus = deliver();
        assertThat(bus.applied.get(Lane.RESULTS)).isEqualTo(rows("R"));
        assertThat(bus.applied.get(Lane.ALERTS)).isEqualTo(rows("E"));
        assertThat(bus.collisions).hasValue(0);
    }

    /** The bus can tell: on a line that is taken for full duplex both lanes and the device speak at once. */
    @Test
    void the_same_line_taken_for_full_duplex_has_collisions() throws Exception {
        Bus bus = new Bus(Duplex.FULL);
        CompletableFuture<Void> alerts = CompletableFuture.runAsync(() -> drain(bus, Lane.ALERTS, "E"));
        CompletableFuture<Void> results = CompletableFuture.runAsync(() -> drain(bus, Lane.RESULTS, "R"));
        await().atMost(Duration.ofMinutes(1)).until(() -> bus.collisions.get() > 0);
        bus.stopped = true;
        List.copyOf(bus.lanes).forEach(LaneSender::stop);
        CompletableFuture.allOf(alerts, results).get(LIMIT_MINUTES, TimeUnit.MINUTES);
    }

    private Bus deliver() throws Exception {
        Bus bus = new Bus(Duplex.HALF);
        CompletableFuture<Void> alerts = CompletableFuture.runAsync(() -> drain(bus, Lane.ALERTS, "E"));
        drain(bus, Lane.RESULTS, "R");
        alerts.get(LIMIT_MINUTES, TimeUnit.MINUTES);
        return bus;
    }

    private void drain(Bus bus, Lane name, String type) {
        LaneSender lane = new LaneSender(
                name,
                bus,
                "gw",
                InstantSource.fixed(Instant.ofEpochSecond(1_000)),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                (reason, ended) -> {});
        bus.lanes.add(lane);
        try (StagingDirectory staging =
                StagingDirectory.open(folder.resolve(name.name()), SecondGateway.options("gw"), new LocalDisk())) {
            for (String row : rows(type)) {
                staging.put(row.split(",")[1], "-", List.of(row));
            }
            long deadline =
                    System.nanoTime() + Duration.ofMinutes(LIMIT_MINUTES).toNanos();
            staging.beginDrain();
            boolean starts = true;
            Optional<StagedBatch> batch = staging.nextBatch(10, Long.MAX_VALUE);
            while (batch.isPresent() && !bus.stopped && System.nanoTime() < deadline) {
                staging.acknowledge(lane.deliver(batch.get(), starts));
                starts = false;
                batch = staging.nextBatch(10, Long.MAX_VALUE);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> rows(String type) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(
                    type.equals("R")
                            ? "R,s" + i + ",60,1,1,0555,055,0,0"
                            : "E,s" + i + ",60,flow,value,2,burst,1,2,start,0,0");
        }
        return rows;
    }

    /** A pair of wires with a device that takes ten lines at once, if one lets it. */
    private final class Bus implements DeviceLine {
        private static final int BAUD = 115_200;

        private final LineTurn turn;
        private final List<LaneSender> lanes = Collections.synchronizedList(new ArrayList<>());
        private final Map<Lane, List<String>> applied = new EnumMap<>(Lane.class);
        private final AtomicInteger collisions = new AtomicInteger();
        private final DeviceMachine machine = new DeviceMachine("box", 1, new Capabilities(10, 160, 5), Map.of());
        private volatile boolean stopped;
        private Said last = new Said(0, "nobody");

        /** A line on the wire, until when, and whose; {@code clear} until another speaks into it. */
        private static final class Said {
            private final long until;
            private final String speaker;
            private boolean clear = true;

            Said(long until, String speaker) {
                this.until = until;
                this.speaker = speaker;
            }
        }

        Bus(Duplex duplex) {
            turn = new LineTurn(duplex);
            applied.put(Lane.RESULTS, Collections.synchronizedList(new ArrayList<>()));
            applied.put(Lane.ALERTS, Collections.synchronizedList(new ArrayList<>()));
        }

        @Override
        public void send(List<String> bodies) {
            String speaker = Thread.currentThread().getName();
            bodies.forEach(body -> say(speaker, body, () -> heard(body)));
        }

        /** The lines of one speaker follow one another; a line into another's damages both. */
        private synchronized void say(String speaker, String body, Runnable heard) {
            long now = System.nanoTime();
            boolean busy = last.until - now > 0;
            boolean clash = busy && !last.speaker.equals(speaker);
            long start = busy && !clash ? last.until : now;
            Said said = new Said(start + Frame.encode(body).length * 10L * 1_000_000_000 / BAUD, speaker);
            if (clash) {
                collisions.incrementAndGet();
                last.clear = false;
                said.clear = false;
            }
            last = said;
            var unused = time.schedule(
                    () -> {
                        if (said.clear) {
                            heard.run();
                        }
                    },
                    said.until - now,
                    TimeUnit.NANOSECONDS);
        }

        /** On the timer's thread, as is all that the device does. */
        private void heard(String body) {
            for (DeviceMachine.Action action :
                    machine.received(body, TimeUnit.NANOSECONDS.toMillis(System.nanoTime()))) {
                if (action instanceof DeviceMachine.Action.Store store) {
                    String row = store.row().body().replaceFirst("^(.),[0-9]+,[0-9]+", "$1");
                    applied.get(store.lane()).add(row);
                } else if (action instanceof DeviceMachine.Action.Reply reply) {
                    Message message = reply.message();
                    say("device", message.body(), () -> List.copyOf(lanes).forEach(lane -> lane.received(message)));
                }
            }
        }

        @Override
        public int baud() {
            return BAUD;
        }

        @Override
        public LineTurn turn() {
            return turn;
        }

        @Override
        public long unansweredMillis() {
            return 0;
        }

        @Override
        public long idleMillis() {
            return 0;
        }

        @Override
        public void reopen() {
            throw new AssertionError("the device has always answered");
        }
    }
}
