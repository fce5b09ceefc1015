package io.nightflow.camel;

import io.nightflow.settings.SpellingHint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;

/** Camel's own settings: a name or a value that Camel does not know would end the start. */
final class CamelKeys {
    private static final Pattern PROPERTY =
            Pattern.compile("\"name\":\\s*\"(camel\\.[\\w.-]+)\"[^}]*?\"type\":\\s*\"(\\w+)\"");
    private static final Pattern COMPONENT = Pattern.compile("camel\\.component\\.([\\w-]+)\\..*");
    private static final String DESCRIPTION = "/META-INF/camel-main-configuration-metadata.json";
    private static final Set<String> OWN = Set.of("serial", "meters", "staging");

    /** Settings of components, data formats and languages are known to those only. */
    private static final Pattern OF_OTHERS = Pattern.compile(
            "camel\\.(component|dataformat|language|bean|beans|kamelet|variable|ssl|threadpool)[.\\[].*");

    private static final Map<String, String> TYPES = Map.of(
            "boolean", "true|false|\\{\\{.*",
            "integer", "-?[0-9]{1,10}|\\{\\{.*");

    private CamelKeys() {}

    /** What is wrong with a key or its value; empty where Camel knows it. */
    static Optional<String> fault(String key, String value) {
        Matcher component = COMPONENT.matcher(key);
        if (component.matches() && isUnknown(component.group(1))) {
            return Optional.of("there is no component " + component.group(1) + " here");
        }
        Map<String, List<String>> known = OF_OTHERS.matcher(key).matches() ? Map.of() : known();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        List<String> property = known.get(plain(key));
        if (property == null) {
            List<String> names =
                    known.values().stream().map(each -> each.get(0)).toList();
            return Optional.of("Camel knows no such setting" + SpellingHint.question(key, names));
        }
        String type = property.get(1);
        return value.matches(TYPES.getOrDefault(type, ".*"))
                ? Optional.empty()
                : Optional.of(
                        "must be a Camel " + type + ", such as " + (type.equals("boolean") ? "true or false" : "10"));
    }

    private static boolean isUnknown(String component) {
        return !OWN.contains(component)
                && Main.class.getResource("/META-INF/services/org/apache/camel/component/" + component) == null;
    }

    /** As Camel compares: with or without dashes, whatever the case. */
    private static String plain(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Name and type by the plain name. */
    private static Map<String, List<String>> known() {
        Map<String, List<String>> found = new TreeMap<>();
        try (InputStream description = Main.class.getResourceAsStream(DESCRIPTION)) {
            if (description != null) {
                String text = new String(description.readAllBytes(), StandardCharsets.UTF_8);
                PROPERTY.matcher(text)
                        .results()
                        .forEach(each -> found.put(plain(each.group(1)), List.of(each.group(1), each.group(2))));
            }
        } catch (IOException e) {
            return new TreeMap<>(); // Camel says it when it starts
        }
        return found;
    }
}
