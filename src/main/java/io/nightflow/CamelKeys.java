package io.nightflow;

import io.nightflow.camel.routes.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;

/** Camel's own settings: a name that Camel does not know would end the start. */
final class CamelKeys {
    private static final Pattern NAME = Pattern.compile("\"name\":\\s*\"(camel\\.[\\w.-]+)\"");
    private static final String DESCRIPTION = "/META-INF/camel-main-configuration-metadata.json";

    /** Settings of components, data formats and languages are known to those only. */
    private static final Pattern OF_OTHERS = Pattern.compile(
            "camel\\.(component|dataformat|language|bean|beans|kamelet|variable|ssl|threadpool)[.\\[].*");

    private CamelKeys() {}

    /** What is wrong with a key; empty where Camel knows it. */
    static Optional<String> fault(String key) {
        Map<String, String> known = known();
        if (OF_OTHERS.matcher(key).matches() || known.isEmpty() || known.containsKey(plain(key))) {
            return Optional.empty();
        }
        return Optional.of("Camel knows no such setting" + Nearest.question(key, known.values()));
    }

    /** As Camel compares: with or without dashes, whatever the case. */
    private static String plain(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> known() {
        Map<String, String> names = new TreeMap<>();
        try (InputStream description = Main.class.getResourceAsStream(DESCRIPTION)) {
            if (description != null) {
                String text = new String(description.readAllBytes(), StandardCharsets.UTF_8);
                NAME.matcher(text).results().forEach(found -> names.put(plain(found.group(1)), found.group(1)));
            }
        } catch (IOException e) {
            return new TreeMap<>(); // Camel says it when it starts
        }
        return names;
    }
}
