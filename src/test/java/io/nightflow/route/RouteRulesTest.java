package io.nightflow.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.settings.SpellingHint;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

class RouteRulesTest {
    @Test
    void all_that_camels_schema_allows_at_the_top_is_allowed() throws Exception {
        try (InputStream text = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            assertThat(text).isNotNull();
            JsonObject schema =
                    (JsonObject) Jsoner.deserialize(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            JsonObject items = (JsonObject) schema.get("items");
            Set<String> allowed = new TreeSet<>(((JsonObject) items.get("properties")).keySet());
            assertThat(RouteRules.KINDS).isEqualTo(allowed);
        }
    }

    @Test
    void a_word_is_suggested_only_where_a_slip_of_the_fingers_explains_it() {
        Set<String> known = Set.of("file", "direct", "route.inbox", "meter.port", "site.zone", "baud");
        assertThat(SpellingHint.of("fiel", known)).contains("file");
        assertThat(SpellingHint.of("bauds", known)).contains("baud");
        assertThat(SpellingHint.of("meter.prot", known)).contains("meter.port");
        assertThat(SpellingHint.of("timer", known)).isEmpty();
        assertThat(SpellingHint.of("kafka", known)).isEmpty();
        assertThat(SpellingHint.of("route.missing", known)).isEmpty();
    }
}
