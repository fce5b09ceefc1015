package io.nightflow.camel.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nightflow.rig.SecondGateway;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.management.ObjectName;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingComponentTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private StagingDirectory staging;
    private DefaultCamelContext camel;
    private ProducerTemplate template;

    @BeforeEach
    void open() throws IOException {
        StagingOptions options = StagingOptions.unbounded("gw", 7, InstantSource.fixed(Instant.EPOCH));
        staging = StagingDirectory.open(folder.resolve("out"), options, new LocalDisk());
        StagingComponent component = new StagingComponent(folder, options);
        component.share(staging);
        camel = new DefaultCamelContext();
        camel.addComponent("staging", component);
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void close() throws IOException {
        camel.close();
        staging.close();
    }

    @Test
    void an_option_of_files_that_a_staging_directory_cannot_keep_is_refused_by_name() {
        assertThatThrownBy(() -> camel.getEndpoint("staging:out?move=.done&delay=100&fileExist=Append"))
                .hasRootCauseMessage("staging: there is no option fileExist, move");
    }

    @Test
    void a_put_is_a_numbered_file_and_the_same_key_again_changes_nothing() throws IOException {
        for (int again = 0; again < 2; again++) {
            template.sendBodyAndHeader("staging:out", List.of("R,a,60,1", "R,b,60,2"), "NightflowKey", "mine-77");
        }
        template.sendBody("staging:out", "R,c,60,3");
        assertThat(new LocalDisk().list(folder.resolve("out/ready")))
                .containsExactlyInAnyOrder("000000000001.rows", "000000000003.rows");
        assertThat(Files.readString(folder.resolve("out/ready/000000000001.rows")))
                .contains("key=mine-77")
                .endsWith("\nR,a,60,1\nR,b,60,2\n");
    }

    @Test
    void a_stopped_context_leaves_no_lock_on_a_directory_that_it_opened() throws IOException {
        template.sendBody("staging:mine", "R,a,1");
        camel.stop();
        StagingOptions options = StagingOptions.unbounded("gw", 8, InstantSource.fixed(Instant.EPOCH));
        try (StagingDirectory again = StagingDirectory.open(folder.resolve("mine"), options, new LocalDisk())) {
            assertThat(again.backlog().rows()).isEqualTo(1);
        }
    }

    @Test
    void a_row_that_no_line_could_carry_is_refused_before_it_stops_the_delivery() {
        for (String row : List.of("no letter", "R,a*b", "R," + "x".repeat(140), "R,\u0001")) {
            assertThatThrownBy(() -> template.sendBody("staging:out", List.of(row)))
                    .as(row)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void batches_come_in_order_from_yaml_and_are_removed_when_their_exchange_succeeds() throws Exception {
        for (int i = 0; i < 5; i++) {
            template.sendBody("staging:out", "R,a," + i);
        }
        MockEndpoint mock = camel.getEndpoint("mock:batches", MockEndpoint.class);
        route("batchMinutes: 2");
        assertBodies(mock, List.of("R,a,0", "R,a,1"), List.of("R,a,2", "R,a,3"), List.of("R,a,4"));
        await().atMost(SOON).until(() -> staging.backlog().rows() == 0);
        assertThat(new LocalDisk().list(folder.resolve("out/ready"))).isEmpty();
    }

    @Test
    void what_fails_stays_and_comes_again_and_nothing_overtakes_it() throws Exception {
        for (int i = 0; i < 4; i++) {
            template.sendBody("staging:out", "R,a," + i);
        }
        MockEndpoint mock = camel.getEndpoint("mock:batches", MockEndpoint.class);
        mock.whenExchangeReceived(2, exchange -> {
            throw new IllegalStateException("the line is gone");
        });
        route("batchMinutes: 1");
        assertBodies(mock, List.of("R,a,0"), List.of("R,a,1"), List.of("R,a,1"), List.of("R,a,2"), List.of("R,a,3"));
    }

    @Test
    void a_part_that_got_across_is_not_sent_again() throws Exception {
        template.sendBody("staging:out", List.of("R,a,0", "R,a,1", "R,a,2"));
        MockEndpoint mock = camel.getEndpoint("mock:batches", MockEndpoint.class);
        mock.whenExchangeReceived(1, exchange -> exchange.setProperty("NightflowAcknowledged", 2L));
        route("batchMinutes: 1");
        assertBodies(mock, List.of("R,a,0", "R,a,1", "R,a,2"), List.of("R,a,2"));
    }

    @Test
    void bytes_bound_a_batch_too() throws Exception {
        for (int i = 0; i < 3; i++) {
            template.sendBody("staging:out", "R,a," + "x".repeat(50));
        }
        MockEndpoint mock = camel.getEndpoint("mock:batches", MockEndpoint.class);
        mock.expectedMessageCount(2);
        route("batchBytes: 120");
        mock.assertIsSatisfied();
    }

    @Test
    void an_operator_sees_the_backlog_in_jmx_and_reads_dead_files_with_camels_file_component() throws Exception {
        template.sendBody("staging:out", List.of("R,a,0", "R,a,1"));
        route("startScheduler: false");
        ObjectName name = ManagementFactory.getPlatformMBeanServer()
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + camel.getManagementName() + ",type=endpoints,*"),
                        null)
                .stream()
                .filter(bean -> bean.getCanonicalName().contains("staging:"))
                .findFirst()
                .orElseThrow();
        assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "BacklogRows"))
                .isEqualTo(2L);
        assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "NextNumber"))
                .isEqualTo(3L);
        Files.writeString(folder.resolve("out/ready/000000000001.rows"), "damaged");
        staging.beginDrain();
        assertThat(staging.row(1)).isEmpty();
        var dead = camel.createConsumerTemplate()
                .receive("file:" + folder.resolve("out/dead") + "?noop=true&include=.*why", 5_000);
        assertThat(dead.getIn().getBody(String.class)).isEqualTo("the first line has no end\n");
    }

    @Test
    void a_consumer_that_stands_by_takes_over_within_five_seconds_of_a_kill() throws Exception {
        Process other = SecondGateway.start(folder.resolve("out"));
        try (var out = other.inputReader()) {
            assertThat(out.readLine()).isEqualTo("drains");
            assertThat(out.readLine()).isEqualTo("put all");
            MockEndpoint mock = camel.getEndpoint("mock:batches", MockEndpoint.class);
            route("batchMinutes: 10");
            template.sendBody("staging:out", "R,a,0");
            assertThat(staging.tryDrainLock()).isFalse();
            assertThat(mock.getReceivedCounter()).isZero();
            other.toHandle().destroyForcibly();
            await().atMost(Duration.ofSeconds(5)).until(() -> mock.getReceivedCounter() > 0);
        }
        await().atMost(SOON).until(() -> staging.backlog().rows() == 0);
    }

    private static void assertBodies(MockEndpoint mock, List<?>... batches) {
        await().atMost(SOON).until(() -> mock.getReceivedCounter() >= batches.length);
        assertThat(mock.getExchanges().stream()
                        .map(exchange -> exchange.getIn().getBody())
                        .toList())
                .isEqualTo(List.of(batches));
    }

    private void route(String option) throws Exception {
        String yaml = """
                - route:
                    id: mine
                    from:
                      uri: staging:out
                      parameters:
                        delay: 100
                        initialDelay: 10
                        %s
                      steps:
                        - to: mock:batches
                """.formatted(option);
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("mine.camel.yaml", yaml));
        assertThat(camel.getRoutes()).extracting("id").contains("mine");
    }
}
