package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nightflow.link.Frame;
import io.nightflow.settings.Settings;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Tag("slow")
class FolderWatchTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> restarts = new ArrayList<>();
    private boolean onTrial;
    private boolean readsStandardInput;
    private final FolderWatch.House house = new FolderWatch.House() {
        @Override
        public boolean isOnTrial() {
            return onTrial;
        }

        @Override
        public boolean readsStandardInput() {
            return readsStandardInput;
        }

        @Override
        public void restart(String why) {
            restarts.add(why);
        }
    };

    @BeforeEach
    void listen() throws Exception {
        log.start();
        ((Logger) LoggerFactory.getLogger(FolderWatch.class)).addAppender(log);
        NightflowProcess.folderWithPorts(folder, "gateway.id = gw-1");
        Files.createDirectories(folder.resolve("config/models"));
        Files.writeString(folder.resolve("config/sensors.csv"), "sensor,flow-unit\ndma-1,m3/h\n");
    }

    @AfterEach
    void end() {
        ((Logger) LoggerFactory.getLogger(FolderWatch.class)).detachAppender(log);
    }

    private void write(String file, String text) throws Exception {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void settings(String... lines) throws Exception {
        Path file = folder.resolve("config/nightflow.properties");
        Files.writeString(file, Files.readString(file) + String.join("\n", lines) + "\n");
    }

    private List<String> said() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void a_change_without_a_fault_is_taken_once_it_is_whole_and_one_with_faults_is_told_once() throws Exception {
        FolderWatch watch = new FolderWatch(Settings.read(folder));
        watch.look(house);
        write("config/sensors.csv", "sensor,flow-unit\ndma-1,buckets\n");
        watch.look(house);
        assertThat(said()).as("it may still be written").isEmpty();
        watch.look(house);
        watch.look(house);
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("what has changed (config/sensors.csv) is not taken: ")
                .contains("sensors.csv:2: flow-unit: must be one of ")
                .endsWith(". What ran goes on running");
        write("config/sensors.csv", "sensor,flow-unit\ndma-1,m3/h\n");
        watch.look(house);
        watch.look(house);
        assertThat(restarts).as("it is as it was").isEmpty();
        write("config/zones.csv", "zone,sensor,sign,factor\n");
        settings("alert.stage = 4", "log.level = warn");
        watch.look(house);
        watch.look(house);
        watch.look(house);
        assertThat(restarts).containsExactly("config/nightflow.properties, config/zones.csv changed");
        assertThat(said()).hasSize(1);
    }

    @Test
    void what_is_fixed_waits_for_a_restart_by_hand() throws Exception {
        FolderWatch watch = new FolderWatch(Settings.read(folder));
        settings("store.file = elsewhere.db", "alert.stage = 4");
        watch.look(house);
        watch.look(house);
        watch.look(house);
        assertThat(restarts).isEmpty();
        assertThat(said())
                .containsExactly("store.file needs a restart of the service: what has changed"
                        + " (config/nightflow.properties) waits for it");
    }

    @Test
    void a_list_that_is_gone_changes_no_unit_and_a_trial_or_standard_input_is_not_cut_off() throws Exception {
        FolderWatch watch = new FolderWatch(Settings.read(folder));
        Files.delete(folder.resolve("config/sensors.csv"));
        watch.look(house);
        watch.look(house);
        assertThat(said()).singleElement().asString().endsWith("sensors.csv is gone. What ran goes on running");
        onTrial = true;
        write("config/sensors.csv", "sensor,flow-unit\ndma-1,L/s\n");
        watch.look(house);
        watch.look(house);
        assertThat(said()).as("it waits for the end of the trial").hasSize(1);
        onTrial = false;
        readsStandardInput = true;
        watch.look(house);
        watch.look(house);
        assertThat(said().get(1))
                .isEqualTo("standard input, which a route reads, needs a restart of the service: what has changed"
                        + " (config/sensors.csv) waits for it");
        assertThat(restarts).isEmpty();
    }

    /** As a process: the unit of a sensor is another one a few seconds after its list has changed, and no reading is lost. */
    @Test
    void a_gateway_that_runs_takes_a_list_that_has_changed() throws Exception {
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"));
                PseudoTerminal device = PseudoTerminal.open(folder.resolve("device"))) {
            NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
            List<String> lines = new CopyOnWriteArrayList<>();
            try {
                gateway.waitFor("Nightflow runs");
                gateway.listen(lines::add);
                sendUntilStored(meter, 0);
                write("config/sensors.csv", "sensor,flow-unit\ndma-1,L/s\n");
                await().atMost(SOON).until(() -> lines.stream().anyMatch(line -> line.contains("Nightflow runs")));
                sendUntilStored(meter, 1);
                assertThat(lines)
                        .anyMatch(line -> line.endsWith("the gateway is started anew: config/sensors.csv changed"));
                assertThat(rows()).containsExactly("10.0", "36.0");
                settings("staging.done-days = 3");
                assertThat(checked())
                        .contains("  warning: staging.done-days: waits for a restart: the gateway that runs has its"
                                + " default");
            } finally {
                gateway.terminate(10);
            }
            assertThat(checked()).as("none runs").noneMatch(line -> line.contains("waits for a restart"));
            assertThat(device).isNotNull();
        }
    }

    private List<String> checked() throws Exception {
        NightflowProcess check = NightflowProcess.start("check", "--dir", folder.toString());
        List<String> lines = check.rest();
        assertThat(check.process().waitFor()).isZero();
        return lines;
    }

    /** Whoever saves a second time while it is started anew, and wrongly, does not end it. */
    @Test
    @Tag("long")
    void a_fault_that_comes_while_it_is_started_anew_is_waited_for() throws Exception {
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        List<String> lines = new CopyOnWriteArrayList<>();
        try {
            gateway.waitFor("Nightflow runs");
            write("config/sensors.csv", "sensor,flow-unit\ndma-1,L/s\n");
            gateway.waitFor("the gateway is started anew");
            write("config/sensors.csv", "sensor,flow-unit\ndma-1,buckets\n");
            gateway.listen(lines::add);
            await().atMost(SOON)
                    .until(() -> lines.stream()
                            .anyMatch(line -> line.contains("cannot start anew") || line.contains("is not taken")));
            int before = lines.size();
            write("config/sensors.csv", "sensor,flow-unit\ndma-1,L/min\n");
            await().atMost(SOON)
                    .until(() -> lines.stream().skip(before).anyMatch(line -> line.contains("Nightflow runs")));
            assertThat(gateway.process().isAlive()).isTrue();
        } finally {
            gateway.terminate(10);
        }
    }

    /** Its port may not be open yet. */
    private void sendUntilStored(PseudoTerminal meter, int minute) {
        String content = "S,0,dma-1," + (1_764_460_800 + 60 * minute) + ",10,4";
        await().atMost(SOON).until(() -> {
            meter.write(Frame.encode(content));
            return rows().size() == minute + 1;
        });
    }

    private List<String> rows() throws Exception {
        try (Database database = Database.openToRead(folder.resolve("nightflow.db"))) {
            return Rows.of(database, "SELECT flow FROM reading ORDER BY minute");
        }
    }
}
