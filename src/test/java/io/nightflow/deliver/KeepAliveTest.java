package io.nightflow.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.link.Duplex;
import io.nightflow.rig.SecondGateway;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line on which nothing was said for a minute. */
class KeepAliveTest {
    @TempDir
    private Path folder;

    private final AtomicLong second = new AtomicLong(1_000);
    private final Line line = new Line();

    @Test
    void a_hello_with_the_time_at_which_it_is_sent_comes_every_60_seconds_when_idle() throws Exception {
        try (StagingDirectory alerts =
                StagingDirectory.open(folder.resolve("alerts"), SecondGateway.options("gw"), new LocalDisk())) {
            KeepAlive keepAlive = new KeepAlive(alerts, line, "gw", () -> Instant.ofEpochSecond(second.get()));
            for (int i = 0; i < 40; i++) {
                second.addAndGet(5);
                keepAlive.look();
            }
            assertThat(line.sent).hasSize(3).allMatch(body -> body.startsWith("H,1,gw,A,"));
            assertThat(line.sent.get(0)).endsWith(",1060");
            assertThat(line.sent.get(1)).endsWith(",1120");
            Thread lane = new Thread(() -> line.turn().tryTake());
            lane.start();
            lane.join();
            second.addAndGet(600);
            keepAlive.look();
            assertThat(line.sent).as("a lane is speaking").hasSize(3);
        }
    }

    private final class Line implements DeviceLine {
        final List<String> sent = new ArrayList<>();
        private final LineTurn turn = new LineTurn(Duplex.HALF);
        private long spokeAt = second.get();

        @Override
        public void send(List<String> bodies) {
            sent.addAll(bodies);
            spokeAt = second.get();
        }

        @Override
        public int baud() {
            return 9_600;
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
            return 1_000 * (second.get() - spokeAt);
        }

        @Override
        public void reopen() {
            throw new AssertionError("nobody asked for that");
        }
    }
}
