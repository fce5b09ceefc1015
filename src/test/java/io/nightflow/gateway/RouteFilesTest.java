package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.settings.Settings;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes as people make them, one at a time beside the product's own files: each is told with its line and a remedy. */
@Tag("slow")
class RouteFilesTest {
    private static final String HEAD = """
            - route:
                id: mine
                description: A route of mine
                routeConfigurationId: failures
                from:
            """;

    @TempDir
    private static Path folder;

    private static Gateway gateway;

    @BeforeAll
    static void open() throws Exception {
        NightflowProcess.folder(folder, "route.inbox = /tmp/inbox\nsite.zone = Europe/Rome\n");
        gateway = Gateway.open(Settings.read(folder), GatewayClock.of(InstantSource.system()));
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @AfterEach
    void clean() throws IOException {
        Files.deleteIfExists(mine());
    }

    @Test
    void the_products_own_files_have_no_fault() throws IOException {
        assertThat(gateway.runtime().files().faults(folder.resolve("routes"))).isEmpty();
    }

    @Test
    void a_route_that_uses_everything_right_has_no_fault() throws IOException {
        Files.writeString(mine(), HEAD + """
                      uri: file:{{route.inbox}}
                      parameters:
                        delay: 5s
                        moveFailed: failed
                      steps:
                        - to:
                            uri: direct:collect-readings
                """);
        assertThat(gateway.runtime().files().faults(folder.resolve("routes"))).isEmpty();
    }

    @Test
    void once_a_day_a_route_may_go_by_the_sites_time() throws IOException {
        Files.writeString(mine(), HEAD + """
                      uri: quartz:mine
                      parameters:
                        cron: 0 0 7 * * ?
                        trigger.timeZone: Europe/Rome
                        stateful: true
                      steps:
                        - to:
                            uri: direct:collect-readings
                """);
        assertThat(gateway.runtime().files().faults(folder.resolve("routes"))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_mistake_is_told_with_its_line_and_what_to_write(String name, String text, int line, String rule)
            throws IOException {
        Files.writeString(mine(), text);
        assertThat(gateway.runtime().files().faults(folder.resolve("routes")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.file()).isEqualTo(mine());
                    assertThat(fault.line()).as(fault.toString()).isEqualTo(line);
                    assertThat(fault.rule()).contains(rule);
                });
    }

    static Stream<Arguments> a_mistake_is_told_with_its_line_and_what_to_write() {
        return Stream.of(
                Arguments.of("an empty file", "", 1, "it is empty"),
                Arguments.of(
                        "a map at the top",
                        "route:\n  id: mine\n",
                        1,
                        "must be a list: begin each element with a dash"),
                Arguments.of("a tab", HEAD + "\t  uri: direct:mine\n", 6, "Check the indentation"),
                Arguments.of("a wrong element", "- rout:\n    id: mine\n", 1, "Did you mean route?"),
                Arguments.of(
                        "an id that is taken",
                        HEAD.replace("id: mine", "id: collect-readings") + "      uri: direct:mine\n      steps: []\n",
                        2,
                        "is taken by collect-readings.camel.yaml"),
                Arguments.of(
                        "an unknown policy",
                        HEAD.replace("failures", "failure") + "      uri: direct:mine\n      steps: []\n",
                        4,
                        "Did you mean failures?"),
                Arguments.of(
                        "a second route from the same direct",
                        HEAD + "      uri: direct:collect-readings\n      steps: []\n",
                        6,
                        "only one route can begin with direct:collect-readings, and collect-readings.camel.yaml has one"),
                Arguments.of(
                        "an unknown step",
                        HEAD + "      uri: direct:mine\n      steps:\n        - lgo: hello\n",
                        8,
                        "lgo"),
                Arguments.of("steps at the wrong place", HEAD + "      uri: direct:mine\n    steps: []\n", 7, "steps"),
                Arguments.of(
                        "an unknown component",
                        HEAD + "      uri: fil:/tmp/in\n      steps: []\n",
                        6,
                        "there is no component fil here. Did you mean file?"),
                Arguments.of(
                        "an unknown option",
                        HEAD + "      uri: file:/tmp/in\n      parameters:\n        dellay: 5s\n      steps: []\n",
                        8,
                        "there is no option dellay. Did you mean delay?"),
                Arguments.of(
                        "an option behind the question mark",
                        HEAD + "      uri: file:/tmp/in?delay=soon\n      steps: []\n",
                        6,
                        "delay: must be a number, or a time such as 500ms, 10s or 5m where it is one (got soon)"),
                Arguments.of(
                        "a wrong option of our own component",
                        HEAD
                                + "      uri: serial:/dev/ttyS9\n      parameters:\n        parity: evn\n      steps: []\n",
                        8,
                        "parity: must be one of none, odd, even (got evn)"),
                Arguments.of(
                        "an unknown placeholder",
                        HEAD + "      uri: file:{{route.inbx}}\n      steps: []\n",
                        6,
                        "Did you mean {{route.inbox}}?"),
                Arguments.of(
                        "an unknown bean",
                        HEAD
                                + "      uri: direct:mine\n      steps:\n        - bean:\n            ref: colect-readings\n",
                        9,
                        "Did you mean collect-readings?"),
                Arguments.of(
                        "an unknown method",
                        HEAD
                                + "      uri: direct:mine\n      steps:\n        - bean:\n            ref: collect-readings\n            method: colect\n",
                        9,
                        "has no method colect"),
                Arguments.of(
                        "a direct endpoint that nobody listens to",
                        HEAD + "      uri: direct:mine\n      steps:\n        - to:\n            uri: direct:yours\n",
                        9,
                        "no route listens to direct:yours. A route must begin with from: uri: direct:yours"),
                Arguments.of(
                        "a wrong cron",
                        HEAD
                                + "      uri: quartz:mine\n      parameters:\n        cron: 0/10 * * * *\n        trigger.timeZone: UTC\n        stateful: true\n      steps: []\n",
                        8,
                        "cron: must be a Quartz cron with seconds"),
                Arguments.of(
                        "a local cron",
                        HEAD
                                + "      uri: quartz:mine\n      parameters:\n        cron: 0 0/10 * * * ?\n        stateful: true\n      steps: []\n",
                        6,
                        "trigger.timeZone: must be UTC"),
                Arguments.of(
                        "a cron of each ten minutes in the site's zone",
                        HEAD
                                + "      uri: quartz:mine\n      parameters:\n        cron: 0 0/10 * * * ?\n        trigger.timeZone: Europe/Rome\n        stateful: true\n      steps: []\n",
                        6,
                        "trigger.timeZone: must be UTC, but for a cron of once a day"),
                Arguments.of(
                        "an unknown function",
                        HEAD
                                + "      uri: direct:mine\n      steps:\n        - setBody:\n            simple: ${bodi}\n",
                        9,
                        "there is no function bodi in simple"));
    }

    private static Path mine() {
        return folder.resolve("routes/mine.camel.yaml");
    }
}
