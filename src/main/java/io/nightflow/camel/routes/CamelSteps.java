package io.nightflow.camel.routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/** The steps that Camel's own schema of route files knows. */
final class CamelSteps {
    private static final String DEFINITION = "\"org.apache.camel.model.ProcessorDefinition\" :";
    private static final Pattern STEP = Pattern.compile("\"(\\w+)\" : \\{\\s*\"\\$ref\" : \"#/items/definitions/");

    private CamelSteps() {}

    /** Their names; none where the schema is not there. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        try (InputStream schema = CamelContext.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            if (schema != null) {
                String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
                int from = text.indexOf(DEFINITION);
                int to = text.indexOf("\"org.apache.camel.", from + DEFINITION.length());
                Matcher matcher = STEP.matcher(from < 0 ? "" : text.substring(from, to < 0 ? text.length() : to));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        } catch (IOException e) {
            return names;
        }
        return names;
    }
}
