package io.nightflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of docs/reference that lag behind when somebody forgets them. Figures and metrics: {@link OperatorsTest}. */
class ReferenceTest {
    private static final Path REFERENCE = Path.of("docs/reference");
    private static final String LITERALS = "((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)";
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern LOGGED = Pattern.compile("LOG\\.(?:warn|error)\\(\\s*" + LITERALS);
    private static final Pattern TOLD = Pattern.compile("(?m)^\\| `([^`]+)` \\| .* \\| .* \\|$");
    private static final List<String> ROUTE_CHECKS =
            List.of("RouteRules", "DirectListeners", "EndpointOptions", "RouteFile");

    @TempDir
    private Path folder;

    @Test
    void the_page_of_settings_is_what_the_program_knows() throws IOException {
        List<String> rows = Arrays.stream(Key.values())
                .map(key -> "| `" + key.text() + "` | `" + key.defaultValue() + "` | "
                        + key.rule().words() + " | " + key.description() + " |")
                .toList();
        List<String> page = Files.readAllLines(REFERENCE.resolve("settings.md"));
        assertThat(page.stream().filter(line -> line.startsWith("| `"))).isEqualTo(rows);
    }

    @Test
    void the_page_of_tables_names_every_table_view_and_column() throws IOException, SQLException {
        List<String> page = Files.readAllLines(REFERENCE.resolve("tables.md"));
        try (Database database = Database.open(folder.resolve("any.db"));
                Connection connection = database.readOnly().getConnection()) {
            for (String table : names(
                    connection,
                    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
                            + " AND name NOT LIKE 'sqlite_%' AND name <> 'identity'")) {
                List<String> lines = page.stream()
                        .filter(line -> line.contains("`" + table + "`"))
                        .toList();
                assertThat(lines).as(table).isNotEmpty();
                if (lines.get(0).startsWith("| `" + table + "` |")) {
                    for (String column : names(connection, "SELECT name FROM pragma_table_info('" + table + "')")) {
                        assertThat(lines.get(0)).contains("`" + column + "`");
                    }
                }
            }
        }
    }

    private static List<String> names(Connection connection, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = connection.createStatement().executeQuery(sql)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    @Test
    void the_page_of_messages_has_every_warning_and_no_other() throws IOException {
        Set<String> logged = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                LOGGED.matcher(Files.readString(file))
                        .results()
                        .map(found -> joined(found.group(1)).replace("{}", "*"))
                        .filter(text -> text.matches(".*[a-z]{3}.*"))
                        .forEach(logged::add);
            }
        }
        String page = Files.readString(REFERENCE.resolve("messages.md"));
        Set<String> told = new TreeSet<>();
        TOLD.matcher(page).results().forEach(found -> told.add(found.group(1)));
        assertThat(told).isEqualTo(logged);
    }

    @Test
    void the_page_of_messages_has_every_rule_of_route_files() throws IOException {
        String page = Files.readString(REFERENCE.resolve("messages.md"));
        for (String name : ROUTE_CHECKS) {
            String source = Files.readString(Path.of("src/main/java/io/nightflow/camel/routes", name + ".java"));
            assertThat(LITERAL.matcher(source)
                            .results()
                            .map(found -> found.group(1))
                            .filter(ReferenceTest::isSentence))
                    .as(name)
                    .allSatisfy(part -> assertThat(page).contains(part.strip()));
        }
    }

    private static boolean isSentence(String text) {
        return text.length() >= 16
                && text.contains(" ")
                && !text.contains("\\")
                && !text.matches("the product itself|an? \\w+");
    }

    private static String joined(String literals) {
        return LITERAL.matcher(literals)
                .results()
                .map((MatchResult part) -> part.group(1))
                .collect(Collectors.joining());
    }
}
