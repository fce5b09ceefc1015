package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.route.RouteFault;
import io.nightflow.settings.Settings;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All the ways in which people write an endpoint, use a template, or name a file: each is seen by the check. */
@Tag("slow")
class RouteFormsTest {
    private static final String HEAD = """
            - route:
                id: mine
                from:
                  uri: direct:mine
                  steps:
            """;

    @TempDir
    private static Path folder;

    private static Gateway gateway;

    @BeforeAll
    static void open() throws Exception {
        NightflowProcess.folder(
                folder,
                "route.target = direct:nobody\nroute.fine = direct:collect-readings\nmeter.port = /dev/ttyM\n"
                        + "device.port = /dev/ttyD\n");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: direct:nobody",
                "- to: {uri: direct:nobody}",
                "- to: direct://nobody",
                "- to: \"direct:nobody?block=false\"",
                "- to: {uri: direct, parameters: {name: nobody}}",
                "- to: \"{{route.target}}\"",
                "- to: {uri: \"{{route.target}}\"}",
                "- toD: direct:nobody",
                "- toD: {uri: direct:nobody}",
                "- wireTap: {uri: direct:nobody}",
                "- enrich: {constant: direct:nobody}",
                "- enrich: {expression: {constant: {expression: direct:nobody}}}",
                "- pollEnrich: {simple: direct:nobody}",
                "- poll: direct:nobody",
                "- recipientList: {constant: \"direct:collect-readings,direct:nobody\"}",
                "- multicast: {steps: [{to: direct:nobody}]}",
                "- doTry: {steps: [{to: direct:nobody}], doFinally: {steps: []}}",
                "- choice: {when: [{simple: \"${body}\", steps: [{to: direct:nobody}]}]}"
            })
    void a_direct_endpoint_that_nobody_listens_to(String step) throws IOException {
        assertThat(faults(HEAD + "        " + step + "\n")).singleElement().satisfies(fault -> {
            assertThat(fault.line()).as(fault.toString()).isEqualTo(6);
            assertThat(fault.rule()).contains("no route listens to direct:nobody");
        });
    }

    @Test
    void the_short_form_of_from_is_a_beginning_and_an_id_is_not_needed() throws IOException {
        assertThat(faults("""
                - from:
                    uri: direct:other
                    steps:
                      - to: direct:collect-readings
                - route:
                    from:
                      uri: timer:tick
                      parameters: {period: 5s}
                      steps:
                        - to: direct:other
                        - toD: direct:${header.where}
                        - to: {uri: "{{route.fine}}"}
                        - to: "direct:perhaps?failIfNoConsumers=false"
                        - to: {uri: "log:x", parameters: {level: WARN}}
                """))
                .extracting(RouteFault::rule)
                .allMatch(rule -> rule.startsWith("there is no component timer here"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- to: nats:alerts | there is no component nats here. Put its jar and what it needs into ext/",
                "- wireTap: {uri: \"paho-mqtt5:x\"} | there is no component paho-mqtt5 here. Put its jar",
                "- to: fiel:/tmp/x | there is no component fiel here. Did you mean file?",
                "- to: \"file:/tmp/x?fileExis=Append\" | there is no option fileExis. Did you mean fileExist?",
                "- to: \"file:/tmp/x?fileExist=Ad\" | fileExist: must be one of",
                "- to: \"serial:/dev/ttyX?buad=9600\" | there is no option buad. Did you mean baud?",
                "- to: \"serial:/dev/ttyX?baud=fast\" | baud: must be a whole number from 300 to 921600 (got fast)",
                "- to: serial:ttyUSB1 | the port must be an absolute path such as /dev/ttyUSB1",
                "- to: serial:COM3 | the port must be an absolute path such as /dev/ttyUSB1",
                "- to: serial:tcp:host:70000 | the port must be an absolute path such as /dev/ttyUSB1",
                "- to: \"serial:/dev/ttyM?baud=4800\" | baud: all endpoints of one port must set it alike",
                "- to: \"serial:/dev/ttyD?parity=odd\" | parity: all endpoints of one port must set it alike",
                "- to: \"staging:mine?fileName=x\" | there is no option fileName. There are backoffErrorThreshold, backoffIdleThreshold, backoffMultiplier, batchBytes, batchMinutes,",
                "- to: \"staging:mine?recursive=true\" | there is no option recursive.",
                "- setBody: {groovy: x} | there is no language groovy here",
                "- marshal: {base64: {}} | there is no data format base64 here",
                "- log: {message: x, loggingLevel: warning} | must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF (got warning)",
                "- setBody: {simple: \"${body\"} | an expression ${ is not closed",
                "- setHeader: {name: legacyPattern, constant: \"{flow}\"} | legacy pattern: must name {sensor}",
                "- to: https:// | https: must name what is meant behind the colon",
                "- filter: {simple: \"${header.x} => 5\", steps: [{log: x}]} | simple does not understand = here: write an operator",
                "- to: http:/10.0.0.5/alerts | must have two strokes behind the colon: write http://host/path",
                "- delay: 5 sec | delay needs its parts below it: write constant: and a whole number",
                "- delay: {constant: 5 sec} | delay must be milliseconds such as 5000 (got 5 sec)",
                "- loop: {constant: 3x, steps: [{log: x}]} | loop must be a whole number (got 3x)",
                "- setProperty: {constant: x} | a step needs name: the name of a property",
                "- unmarshal: {csv: {}} | there is no data format csv here",
                "- filter: {simple: \"${body} contains 'leak\", steps: [{log: x}]} | a text in single quotes is not closed",
                "- {split: {simple: \"${body}\"}, steps: [{log: x}]} | steps stands beside split: indent it below split",
                "- choice: {when: {simple: \"${body}\", steps: [{log: x}]}} | must be a list: put a dash before each element",
                "- doTry: {steps: [{log: x}], catch: [{exception: [java.io.IOException]}]} | catch has no place here. Did you mean doCatch?",
                "- setBdy: {constant: x} | there is no step setBdy. Did you mean setBody?",
                "- kamelet: {name: bogus} | there is no camel-kamelet here. Put its jar",
                "- bean: {beanType: com.acme.Bar} | there is no class com.acme.Bar here",
                "- aggregate: {correlationExpression: {constant: a}, steps: [{log: x}]} | aggregate never ends: add completionSize",
                "- setHeader: {name: a, name: b, constant: x} | name stands twice here. Take one away",
                "- to: serial:tcp://10.0.0.7:4001 | the port must be an absolute path such as /dev/ttyUSB1",
                "- log: \"{{meter.port\" | {{ is not closed: write }} at its end"
            })
    void a_mistake_in_a_step_is_told_with_its_line(String step, String rule) throws IOException {
        assertThat(faults(HEAD + "        - log: hello\n        " + step + "\n"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.line()).as(fault.toString()).isEqualTo(7);
                    assertThat(fault.rule()).contains(rule);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bauds: 4800 | 8 | template legacy-meter-line has no parameter bauds. Did you mean baud?",
                "baud: fast | 9 | baud: must be a whole number from 300 to 921600 (got fast)",
                "baud: 9600 8N1 | 9 | baud: must be a whole number from 300 to 921600 (got 9600 8N1)",
                "silentAfter: banana | 9 | silentAfter: must be a duration such as 500ms, 10s or 5m (got banana)",
                "parity: evn | 9 | parity: must be one of none, odd, even (got evn)",
                "sensor: d ma | 7 | the sensor must be 1 to 32 characters",
            })
    void a_parameter_of_a_template_is_checked_by_name_and_by_value(String parameter, int line, String rule)
            throws IOException {
        String[] parts = parameter.split(": ", 2);
        String text = made("/dev/ttyL", parts[0].equals("sensor") ? "{flow}" : "{sensor},{flow}") + "      - name: "
                + parts[0] + "\n        value: \"" + parts[1] + "\"\n";
        assertThat(faults(text)).singleElement().satisfies(fault -> {
            assertThat(fault.line()).as(fault.toString()).isEqualTo(line);
            assertThat(fault.rule()).contains(rule);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COM3 | {sensor},{flow} | 5 | the port must be an absolute path",
                "/dev/ttyM | {sensor},{flow} | 5 | ",
                "/dev/ttyL | {flow},{pressure} | 7 | must name {sensor}; where a meter sends no name",
                "/dev/ttyL | {sensor} {date} {flow} | 7 | knows no {date}",
                "/dev/ttyL | '' | 7 | must name {flow}, {pressure} or {total}"
            })
    void a_port_and_a_pattern_are_checked_where_they_are_given(String port, String pattern, int line, String rule)
            throws IOException {
        List<RouteFault> faults = faults(made(port, pattern));
        if (rule == null) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).singleElement().satisfies(fault -> {
                assertThat(fault.line()).as(fault.toString()).isEqualTo(line);
                assertThat(fault.rule()).contains(rule);
            });
        }
    }

    @Test
    void a_required_parameter_that_is_missing_is_named() throws IOException {
        assertThat(faults("- templatedRoute:\n    routeId: mine\n    routeTemplateRef: legacy-meter-line\n"))
                .extracting(RouteFault::rule)
                .contains("template legacy-meter-line needs the parameter port: add - name: port and value:");
    }

    @Test
    void parameters_that_are_misspelt_empty_or_no_list_are_told_once() throws IOException {
        assertThat(faults("- templatedRoute:\n    routeTemplateRef: csv-folder\n    parameters:\n"
                        + "      - name: foldr\n        value: in\n"))
                .extracting(RouteFault::rule)
                .singleElement()
                .asString()
                .startsWith("template csv-folder has no parameter foldr. Did you mean folder?");
        assertThat(faults("- templatedRoute:\n    routeTemplateRef: csv-folder\n    parameters:\n"
                        + "      - name: folder\n        value: \"\"\n"))
                .extracting(RouteFault::rule)
                .containsExactly("file: must name what is meant behind the colon");
        assertThat(faults("- templatedRoute:\n    routeTemplateRef: csv-folder\n    parameters:\n"
                        + "      folder: in\n"))
                .extracting(RouteFault::rule)
                .containsExactly("parameters must be a list: write - name: and value: for each");
    }

    @Test
    void a_meter_without_a_name_gets_one_by_the_parameter_sensor() throws IOException {
        assertThat(faults(made("/dev/ttyL", "{flow},{pressure}") + "      - name: sensor\n        value: dma-1\n"))
                .isEmpty();
    }

    @Test
    void what_camel_takes_is_taken() throws IOException {
        assertThat(faults("""
                - routeTemplate:
                    id: my-template
                    parameters:
                      - name: where
                    beans:
                      - name: holder
                        type: java.util.ArrayList
                    from:
                      uri: "direct:{{where}}"
                      steps:
                        - bean: {ref: "{{holder}}", method: size}
                - templatedRoute:
                    routeTemplateRef: my-template
                    routeId: made
                    parameters: [{name: where, value: north}]
                - route:
                    id: two-policies
                    routeConfigurationId: failures,off*
                    from: {uri: direct:two, steps: [{to: direct:north}]}
                """)).isEmpty();
    }

    @Test
    void faults_of_beans_are_told_and_nothing_is_constructed() throws IOException {
        assertThat(faults("""
                - beans:
                    - name: w
                      type: com.acme.Nope
                    - nam: v
                      type: java.util.ArrayList
                """)).extracting(RouteFault::line).containsExactly(3, 4);
    }

    @Test
    void a_direct_that_two_routes_of_a_template_begin_with_is_told_where_the_second_is_made() throws IOException {
        String made = "- templatedRoute:\n    routeId: %s\n    routeTemplateRef: alerts-to-web-hook\n"
                + "    parameters: [{name: url, value: \"http://192.168.0.7/alerts\"}]\n";
        assertThat(faults(made.formatted("one") + made.formatted("two")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.file()).isEqualTo(mine());
                    assertThat(fault.line()).isEqualTo(5);
                });
        assertThat(faults("- templatedRoute:\n    routeId: n\n"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).startsWith("needs routeTemplateRef: "));
    }

    @Test
    void a_file_that_is_no_text_is_told() throws IOException {
        Files.write(
                mine(), (HEAD + "        - log: caf\u00e9\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(gateway.runtime().files().faults(folder.resolve("routes")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("is no text in UTF-8. Save it as UTF-8"));
    }

    @Test
    void a_password_in_the_text_of_a_line_is_not_repeated() throws IOException {
        assertThat(faults(HEAD + "        - to: smtp:host?usrname=a&password=hunter2\n"))
                .isNotEmpty()
                .noneMatch(fault -> fault.toString().contains("hunter2"));
    }

    private static String made(String port, String pattern) {
        return """
                - templatedRoute:
                    routeTemplateRef: legacy-meter-line
                    parameters:
                      - name: port
                        value: "%s"
                      - name: pattern
                        value: "%s"
                """.formatted(port, pattern);
    }

    private static List<RouteFault> faults(String text) throws IOException {
        Files.writeString(mine(), text);
        return gateway.runtime().files().faults(folder.resolve("routes"));
    }

    private static Path mine() {
        return folder.resolve("routes/mine.camel.yaml");
    }
}
