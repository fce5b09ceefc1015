package io.nightflow.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nightflow.link.Capabilities;
import io.nightflow.link.DeviceMachine;
import io.nightflow.link.Duplex;
import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import io.nightflow.rig.SecondGateway;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A real staging directory against the device's state machine: devices that forget, are replaced, or know more. */
class LaneSenderTest {
    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicLong millis = new AtomicLong();
    private final Device line = new Device();
    private final List<String> alarms = new ArrayList<>();
    private LaneSender lane;
    private StagingDirectory staging;

    @BeforeEach
    void open() throws IOException {
        log.start();
        ((Logger) LoggerFactory.getLogger("io.nightflow.deliver")).addAppender(log);
        staging = StagingDirectory.open(folder.resolve("staging"), SecondGateway.options("gw"), new LocalDisk());
        lane = new LaneSender(
                Lane.RESULTS,
                line,
                "gw",
                InstantSource.fixed(Instant.ofEpochSecond(1_000)),
                () -> millis.addAndGet(10),
                (reason, ended) -> alarms.add(reason + (ended ? " ended" : "")));
    }

    @AfterEach
    void close() throws IOException {
        ((Logger) LoggerFactory.getLogger("io.nightflow.deliver")).detachAppender(log);
        staging.close();
    }

    @Test
    void batches_go_across_in_order_and_the_device_is_asked_once_a_drain() throws Exception {
        put(25);
        assertThat(drain(10)).isEqualTo(25);
        assertThat(line.applied).isEqualTo(rows(0, 25));
        assertThat(line.hellos).isEqualTo(1);
        put(1);
        drain(10);
        assertThat(line.hellos).isEqualTo(2);
    }

    @Test
    void a_replaced_device_gets_what_is_staged_and_the_log_says_so() throws Exception {
        put(3);
        drain(10);
        put(2);
        line.reboot("box-2", 1);
        line.applied.clear();
        drain(10);
        assertThat(line.applied).isEqualTo(rows(3, 5));
        assertThat(told())
                .contains("delivering: device box-2 stands where box-1 was: replaced. It gets what is staged, from 4");
    }

    @Test
    void a_device_that_forgot_gets_what_is_staged_and_the_log_says_so() throws Exception {
        line.reboot("box-1", 9);
        put(3);
        drain(10);
        put(2);
        line.reboot("box-1", 1);
        line.applied.clear();
        drain(10);
        assertThat(line.applied).isEqualTo(rows(3, 5));
        assertThat(told()).anyMatch(words -> words.contains("device box-1 has forgotten what it knew"));
    }

    /** A restored disk of ours is older than the device: its numbers would be taken for known ones and dropped. */
    @Test
    void a_device_that_is_newer_than_our_disk_gets_everything_under_a_new_epoch() throws Exception {
        put(2);
        drain(10);
        staging.close();
        Path old = folder.resolve("old");
        copy(folder.resolve("staging"), old);
        staging = StagingDirectory.open(folder.resolve("staging"), SecondGateway.options("gw"), new LocalDisk());
        put(5);
        drain(10);
        staging.close();
        staging = StagingDirectory.open(old, SecondGateway.options("gw"), new LocalDisk());
        line.applied.clear();
        staging.put("fresh", "-", List.of("R,fresh,60,1,1,0555,055,0,0"));
        assertThat(drain(10)).isEqualTo(3);
        assertThat(line.applied).containsExactly("R,fresh,60,1,1,0555,055,0,0");
        assertThat(told()).anyMatch(words -> words.contains("our disk is older, numbering anew"));
        assertThat(staging.backlog().epoch()).isEqualTo(1_000);
    }

    @Test
    void the_numbers_of_a_damaged_file_are_bridged_and_the_rest_is_delivered() throws Exception {
        put(3);
        Files.writeString(folder.resolve("staging/ready/000000000002.rows"), "damaged");
        assertThat(drain(10)).isEqualTo(3);
        assertThat(line.applied).containsExactly(row(0), row(2));
        assertThat(line.voids).containsExactly(2L);
    }

    @Test
    void a_row_that_the_device_refuses_for_good_is_kept_and_does_not_stop_the_others() throws Exception {
        put(3);
        line.refuses = 2;
        assertThat(drain(10)).isEqualTo(3);
        assertThat(line.applied).containsExactly(row(0), row(2));
        assertThat(folder.resolve("staging/dead/000000000002.why"))
                .hasContent("not delivered (the device refuses it (fmt)): " + row(1));
    }

    @Test
    void a_device_that_refuses_everything_stops_the_lane_and_is_told() throws Exception {
        put(20);
        line.refusesAll = true;
        drain(10);
        assertThat(staging.status().dead()).isEqualTo(3);
        assertThat(alarms).containsExactly("it refuses every row (fmt)");
        drain(10);
        millis.addAndGet(61_000);
        drain(10);
        assertThat(staging.status().dead())
                .as("one is tried again, none is set aside")
                .isEqualTo(3);
        line.refusesAll = false;
        millis.addAndGet(61_000);
        drain(10);
        assertThat(line.applied).isEqualTo(rows(3, 20));
        assertThat(alarms).containsExactly("it refuses every row (fmt)", "it refuses every row (fmt) ended");
    }

    @Test
    void a_row_that_is_longer_than_the_device_takes_goes_void_and_the_others_arrive() throws Exception {
        line.capabilities = new Capabilities(4, 90, 1);
        line.reboot("box-1", 1);
        put(2);
        String longRow = "R,a-sensor-with-a-name-of-32-chars-x,1795189560,12345.678,4.123,0555,055,12345.6,4.12";
        staging.put("k-long", "-", List.of(longRow));
        put(2);
        drain(10);
        assertThat(line.applied).isEqualTo(List.of(row(0), row(1), row(3), row(4)));
        assertThat(folder.resolve("staging/dead/000000000003.why"))
                .hasContent("not delivered (it is longer than the 90 bytes that the device takes): " + longRow);
    }

    @Test
    void what_is_set_aside_is_bounded() throws Exception {
        for (int i = 1; i <= 10_001; i++) {
            Files.createFile(folder.resolve("staging/dead/%012d.why".formatted(i)));
        }
        staging.refused(20_000, row(1), "the device refuses it (fmt)");
        assertThat(staging.status().dead()).isEqualTo(9_902);
        assertThat(folder.resolve("staging/dead/000000020000.why")).exists();
        assertThat(folder.resolve("staging/dead/000000000100.why")).doesNotExist();
    }

    @Test
    void what_a_lost_line_leaves_behind_stays_staged() throws Exception {
        put(30);
        line.linesLeft = 12;
        drain(10);
        assertThat(told()).anyMatch(words -> words.endsWith("the port is not open. They stay staged"));
        line.linesLeft = Integer.MAX_VALUE;
        drain(10);
        assertThat(line.applied).isEqualTo(rows(0, 30));
    }

    private void put(int count) throws IOException {
        long before = staging.backlog().next() - 1;
        for (long i = before; i < before + count; i++) {
            staging.put("k-" + i, "-", List.of(row(i)));
        }
    }

    private static String row(long i) {
        return "R,s" + i + ",60,1,1,0555,055,0,0";
    }

    private static List<String> rows(int from, int to) {
        return Stream.iterate(from, i -> i < to, i -> i + 1)
                .map(LaneSenderTest::row)
                .toList();
    }

    /** As the consumer does it; gives the last acknowledged number. */
    private long drain(int files) throws Exception {
        staging.beginDrain();
        boolean starts = true;
        var batch = staging.nextBatch(files, Long.MAX_VALUE);
        long acknowledged = -1;
        while (batch.isPresent()) {
            acknowledged = lane.deliver(batch.get(), starts);
            staging.acknowledge(acknowledged);
            starts = false;
            batch = acknowledged < batch.get().last()
                    ? java.util.Optional.empty()
                    : staging.nextBatch(files, Long.MAX_VALUE);
        }
        return acknowledged;
    }

    private List<String> told() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private final class Device implements DeviceLine {
        private Capabilities capabilities = new Capabilities(4, 160, 1);
        private boolean refusesAll;
        private final List<String> applied = new ArrayList<>();
        private final List<Long> voids = new ArrayList<>();
        private final LineTurn turn = new LineTurn(Duplex.FULL);
        private DeviceMachine machine = new DeviceMachine("box-1", 1, capabilities, Map.of());
        private int hellos;
        private long refuses;
        private int linesLeft = Integer.MAX_VALUE;

        /** Boots with an empty memory. */
        void reboot(String name, long boots) {
            machine = new DeviceMachine(name, boots, capabilities, Map.of());
        }

        @Override
        public void send(List<String> bodies) {
            for (String body : bodies) {
                if (--linesLeft < 0) {
                    throw new IllegalStateException("the port is not open");
                }
                hellos += body.startsWith("H") ? 1 : 0;
                if (refusesAll && body.startsWith("R,")) {
                    millis.addAndGet(300);
                    DeviceMachine.Position at = machine.position(Lane.RESULTS);
                    lane.received(new Message.GoBack(Lane.RESULTS, at.epoch(), at.last(), "fmt"));
                    return;
                }
                if (refuses > 0 && body.startsWith("R,") && body.split(",")[2].equals("" + refuses)) {
                    millis.addAndGet(300);
                    lane.received(new Message.GoBack(
                            Lane.RESULTS, machine.position(Lane.RESULTS).epoch(), refuses - 1, "fmt"));
                    return;
                }
                machine.received(body, millis.get()).forEach(this::perform);
            }
        }

        private void perform(DeviceMachine.Action action) {
            if (action instanceof DeviceMachine.Action.Store store) {
                if (store.row() instanceof Message.Result result) {
                    applied.add(result.content().row());
                } else {
                    voids.add(store.row().sequence());
                }
            } else if (action instanceof DeviceMachine.Action.Reply reply) {
                lane.received(reply.message());
            }
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
            return 0;
        }

        @Override
        public void reopen() {
            throw new AssertionError("the device has always answered");
        }
    }
}
