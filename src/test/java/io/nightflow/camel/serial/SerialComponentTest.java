package io.nightflow.camel.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nightflow.camel.staging.StagingComponent;
import io.nightflow.camel.staging.StagingConstants;
import io.nightflow.collect.Rejections;
import io.nightflow.link.Frame;
import io.nightflow.simulator.PseudoTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SerialComponentTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private DefaultCamelContext camel;
    private PseudoTerminal far;

    @BeforeEach
    void open() throws IOException {
        far = PseudoTerminal.open(folder.resolve("port"));
        camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addInitialProperty("baud", "19200");
    }

    @AfterEach
    void close() throws IOException {
        camel.close();
        far.close();
    }

    @Test
    void a_line_is_an_exchange() throws Exception {
        MockEndpoint mock = route("?baud={{baud}}");
        mock.expectedBodiesReceived("A,R,1,2", "A,R,1,3");
        far.write(Frame.encode("A,R,1,2"));
        far.write("no check value\r\n".getBytes(StandardCharsets.US_ASCII));
        far.write(Frame.encode("A,R,1,3"));
        mock.assertIsSatisfied();
    }

    @Test
    void lines_of_a_group_are_one_exchange() throws Exception {
        MockEndpoint mock = route("?group=500ms&types=S");
        mock.expectedMessageCount(1);
        far.write(Frame.encode("S,0,a,0,1,1"));
        far.write(Frame.encode("A,R,1,3"));
        far.write(Frame.encode("S,0,b,0,1,1"));
        mock.assertIsSatisfied();
        assertThat(mock.getExchanges().get(0).getIn().getBody()).isEqualTo(List.of("S,0,a,0,1,1", "S,0,b,0,1,1"));
    }

    @Test
    void a_mute_port_is_opened_anew_and_told_until_it_speaks() throws Exception {
        Set<String> told = Collections.synchronizedSet(new LinkedHashSet<>());
        SerialComponent serial = new SerialComponent();
        serial.setSilenceListener((path, route, ended, minutes) -> told.add((ended ? "end " : "start ") + path));
        camel.addComponent("serial", serial);
        MockEndpoint mock = route("?types=S&silentAfter=700ms");
        far.write(Frame.encode("A,R,1,2")); // not what this route listens for
        await().atMost(SOON).until(() -> told.size() == 1);
        SerialConsumer consumer = (SerialConsumer) camel.getRoutes().get(0).getConsumer();
        await().atMost(SOON).until(() -> consumer.getTimesSilent() >= 2);
        await().atMost(SOON)
                .until(() -> serial.lines().ports().stream()
                        .allMatch(port -> serial.lines().status(port).open()));
        mock.expectedMinimumMessageCount(1);
        await().atMost(SOON).until(() -> {
            far.write(Frame.encode("S,0,a,0,1,1"));
            return told.size() == 2;
        });
        mock.assertIsSatisfied();
        assertThat(told).containsExactly("start " + far.link(), "end " + far.link());
    }

    @Test
    void text_lines_need_no_check_value() throws Exception {
        MockEndpoint mock = route("?framing=text");
        mock.expectedBodiesReceived("meter-1,12.5,4.1");
        far.write("meter-1,12.5,4.1\r\n".getBytes(StandardCharsets.US_ASCII));
        mock.assertIsSatisfied();
    }

    @Test
    void a_producer_frames_a_line_or_a_list_of_lines_on_the_port_of_the_consumer() throws Exception {
        route("");
        camel.createProducerTemplate().sendBody("serial:" + far.link(), List.of("A,R,1,2", "A,R,1,3"));
        byte[] expected = concatenated(Frame.encode("A,R,1,2"), Frame.encode("A,R,1,3"));
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        byte[] buffer = new byte[128];
        while (got.size() < expected.length) {
            got.write(buffer, 0, far.read(buffer));
        }
        assertThat(got.toByteArray()).isEqualTo(expected);
    }

    @Test
    void damaged_lines_are_counted_by_reason_and_told_once() throws Exception {
        MockEndpoint mock = route("");
        mock.expectedMessageCount(1);
        far.write("$A,R,1,2*00000000\r\n$A,R\r\n$A,R,1,2*00000000\r\n".getBytes(StandardCharsets.US_ASCII));
        far.write(Frame.encode("A,R,1,2"));
        mock.assertIsSatisfied();
        Rejections rejections = camel.getComponent("serial", SerialComponent.class)
                .lines()
                .rejections()
                .get(0);
        StringBuilder log = new StringBuilder();
        rejections.report(log::append);
        rejections.report(log::append);
        assertThat(log.toString())
                .startsWith("line " + far.link()
                        + ": 3 dropped in the last minute: no check value 1, wrong check value 2 (A,R, A,R,1,2)");
        assertThat(rejections.droppedAll()).as("one line was taken").isEmpty();
    }

    @Test
    void plain_lines_on_a_port_of_framed_ones_are_told_with_a_sample() throws Exception {
        route("");
        far.write("meter-1,12.5\r\n".getBytes(StandardCharsets.US_ASCII));
        SerialComponent serial = camel.getComponent("serial", SerialComponent.class);
        await().atMost(SOON).until(() -> serial.lines().rejections().get(0).total() >= 1);
        List<String> log = new ArrayList<>();
        serial.lines().rejections().get(0).report(log::add);
        assertThat(log)
                .containsExactly(
                        "line " + far.link() + ": 1 dropped in the last minute: without a check value, which no"
                                + " route of the port takes 1 (meter-1,12.5)");
        assertThat(serial.lines().status(far.link().toString()).unreadable())
                .isEqualTo("without a check value, which no route of the port takes, such as 'meter-1,12.5'");
        serial.lines().rejections().get(0).report(log::add);
        assertThat(serial.lines().status(far.link().toString()).unreadable())
                .as("nothing came")
                .isEmpty();
    }

    /** What tools, editors and the check of route files know of both components is made of the annotations. */
    @Test
    void the_catalog_knows_both_components_and_options_are_set_without_reflection() {
        RuntimeCamelCatalog catalog = camel.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);
        camel.addComponent("staging", new StagingComponent(Path.of("any"), null));
        assertThat(catalog.componentJSonSchema("serial"))
                .contains("\"baud\"", "\"enum\": [ \"NONE\", \"ODD\", \"EVEN\" ]", "\"" + SerialConstants.PORT + "\"");
        assertThat(catalog.componentJSonSchema("staging"))
                .contains("\"batchMinutes\"", "\"" + StagingConstants.KEY + "\"")
                .doesNotContain("\"fileExist\"", "\"move\"", "\"idempotent\"");
        for (String name : List.of("serial-endpoint", "serial-component", "staging-endpoint", "staging-component")) {
            assertThat(PluginHelper.getConfigurerResolver(camel).resolvePropertyConfigurer(name, camel))
                    .as(name)
                    .isInstanceOf(GeneratedPropertyConfigurer.class);
        }
    }

    @Test
    void an_unknown_option_is_refused_by_name() {
        assertThatThrownBy(() -> camel.getEndpoint("serial:" + far.link() + "?speed=9600"))
                .hasMessageContaining("Unknown parameters=[{speed=9600}]");
    }

    @Test
    void a_wrong_option_is_refused_with_what_to_write() {
        assertThatThrownBy(() -> camel.getEndpoint("serial:" + far.link() + "?parity=WEIRD"))
                .hasMessageContaining("parity=WEIRD");
        assertThatThrownBy(() -> camel.getEndpoint("serial:" + far.link() + "?baud=1"))
                .hasRootCauseMessage("baud: must be 300 to 921600 (got 1)");
    }

    @Test
    void two_endpoints_with_other_settings_for_one_port_are_refused() throws Exception {
        route("?baud=19200");
        assertThatThrownBy(() -> camel.createProducerTemplate().sendBody("serial:" + far.link() + "?baud=9600", "X"))
                .hasStackTraceContaining("all endpoints of one port must set the same baud");
    }

    private MockEndpoint route(String options) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("serial:" + far.link() + options).to("mock:lines");
            }
        });
        camel.start();
        SerialComponent serial = camel.getComponent("serial", SerialComponent.class);
        await().atMost(SOON)
                .until(() -> serial.lines().ports().stream()
                        .allMatch(port -> serial.lines().status(port).open()));
        // what comes first may be the rest of a line
        far.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        return camel.getEndpoint("mock:lines", MockEndpoint.class);
    }

    private static byte[] concatenated(byte[] one, byte[] two) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one);
        all.writeBytes(two);
        return all.toByteArray();
    }
}
