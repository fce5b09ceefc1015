package io.nightflow.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nightflow.settings.Key;
import io.nightflow.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Camel does not check of the route files. */
class RoutesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]+)}}");
    private static final Pattern DIRECT = Pattern.compile("uri: (direct:\\S+)");

    private static List<Path> files;

    @BeforeAll
    static void list() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("routes"))) {
            files = found.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_file_keeps_camels_schema() throws IOException {
        try (InputStream text = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(new String(text.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            for (Path file : files) {
                List<Error> errors = schema.validate(Files.readString(file), InputFormat.YAML);
                assertThat(errors).as(file.toString()).isEmpty();
            }
        }
    }

    @Test
    void the_file_name_is_the_id_of_its_route_and_of_its_private_ones() throws IOException {
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".camel.yaml", "");
            for (Map<String, Object> route : all(file, "route")) {
                assertThat(route.get("id").toString())
                        .satisfiesAnyOf(
                                id -> assertThat(id).isEqualTo(name),
                                id -> assertThat(id).startsWith(name + "--"));
            }
        }
    }

    @Test
    void every_route_says_what_it_does_and_names_its_failure_policy() throws IOException {
        Set<String> policies = new TreeSet<>();
        for (Path file : files) {
            all(file, "routeConfiguration")
                    .forEach(policy -> policies.add(policy.get("id").toString()));
        }
        for (Path file : files) {
            for (Map<String, Object> route : all(file, "route")) {
                assertThat(route.get("description").toString())
                        .as(file.toString())
                        .hasSizeBetween(10, 80);
                assertThat(policies).contains(String.valueOf(route.get("routeConfigurationId")));
            }
        }
    }

    @Test
    void every_step_has_an_id_and_a_description() throws IOException {
        for (Path file : files) {
            for (Map<String, Object> route : all(file, "route")) {
                for (Object step : (List<?>) ((Map<?, ?>) route.get("from")).get("steps")) {
                    Map<?, ?> node =
                            (Map<?, ?>) ((Map<?, ?>) step).values().iterator().next();
                    assertThat(node.get("id")).as(file + " " + step).isNotNull();
                    assertThat(node.get("description")).as(file + " " + step).isNotNull();
                }
            }
        }
    }

    @Test
    void every_direct_endpoint_has_a_listener() throws IOException {
        Set<String> used = new TreeSet<>();
        Set<String> listened = new TreeSet<>();
        for (Path file : files) {
            Matcher direct = DIRECT.matcher(Files.readString(file));
            while (direct.find()) {
                used.add(direct.group(1));
            }
            for (Map<String, Object> route : all(file, "route")) {
                listened.add(((Map<?, ?>) route.get("from")).get("uri").toString());
            }
            for (Map<String, Object> template : all(file, "routeTemplate")) {
                Map<?, ?> from = (Map<?, ?>) ((Map<?, ?>) template.get("route")).get("from");
                listened.add(from.get("uri").toString());
            }
        }
        listened.add("direct:alert"); // of integrators
        assertThat(listened).containsAll(used);
    }

    @Test
    void every_placeholder_is_a_setting_or_a_parameter_of_its_template() throws IOException {
        Set<String> settings = Key.all().stream().map(Setting::text).collect(Collectors.toSet());
        for (Path file : files) {
            Set<String> keys = new TreeSet<>(settings);
            for (Map<String, Object> template : all(file, "routeTemplate")) {
                ((List<?>) template.get("parameters"))
                        .forEach(parameter ->
                                keys.add(((Map<?, ?>) parameter).get("name").toString()));
            }
            Matcher placeholder = PLACEHOLDER.matcher(Files.readString(file));
            while (placeholder.find()) {
                assertThat(keys).as(file.toString()).contains(placeholder.group(1));
            }
        }
    }

    @Test
    void quartz_runs_in_utc_and_never_twice_at_once() throws IOException {
        for (Path file : files) {
            for (Map<String, Object> route : all(file, "route")) {
                Map<?, ?> from = (Map<?, ?>) route.get("from");
                if (from.get("uri").toString().startsWith("quartz:")) {
                    Map<?, ?> parameters = (Map<?, ?>) from.get("parameters");
                    assertThat(parameters.get("trigger.timeZone")).isEqualTo("UTC");
                    assertThat(parameters.get("stateful")).isEqualTo(true);
                }
            }
        }
    }

    /** Content is only ever data: what a shipped route evaluates names parts of a body, and nothing that is in them. */
    @Test
    void no_expression_of_a_shipped_route_evaluates_content() throws IOException {
        Pattern expression = Pattern.compile("\\$\\{([^}]*)}");
        Pattern harmless = Pattern.compile(
                "routeId|exception\\.message|body|body\\.[a-zA-Z]+|bodyAs\\(String\\)|exchangeProperty\\.result|header\\.NightflowGateway"
                        + "|date-with-timezone:now(-1h)?:UTC:yyyy-MM-dd('T'HH)?");
        for (Path file : files) {
            Matcher found = expression.matcher(Files.readString(file));
            while (found.find()) {
                assertThat(found.group(1)).as(file.toString()).matches(harmless);
            }
        }
    }

    @Test
    void the_readme_names_every_route() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (Path file : files) {
            for (Map<String, Object> route : all(file, "route")) {
                if (!route.get("id").toString().contains("--")) {
                    assertThat(readme).contains(route.get("id").toString());
                }
            }
        }
        assertThat(readme).contains("deliver-results");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> all(Path file, String kind) throws IOException {
        List<Map<String, Object>> found = new ArrayList<>();
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        for (Object element : (List<?>) loaded) {
            Object value = ((Map<?, ?>) element).get(kind);
            if (value != null) {
                found.add((Map<String, Object>) value);
            }
        }
        return found;
    }
}
