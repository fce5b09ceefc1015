package io.nightflow.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.OperatorsTest;
import io.nightflow.reading.EventKind;
import io.nightflow.settings.FleetKey;
import io.nightflow.settings.Key;
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
    private static final String LITERALS = "((?:\"(?:[^\"\\\\]++|\\\\.)*\"\\s*\\+?\\s*)+)";
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*)\"");
    private static final Pattern LOGGED = Pattern.compile("LOG\\.(?:warn|error)\\(\\s*" + LITERALS);
    private static final Pattern TOLD = Pattern.compile("(?m)^\\| `([^`]+)` \\| .* \\| .* \\|$");
    private static final Path MAIN = Path.of("src/main/java/io/nightflow");
    private static final Pattern SPEAKS = Pattern.compile(
            "UserError|SettingsException|RouteFault|\\bfault\\(|troubles|trouble\\(\\)|LOG\\s*\\.(warn|error)");
    private static final Pattern SQL =
            Pattern.compile("\\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|PRAGMA|CREATE|BEGIN|VALUES)\\b");

    /** Comments, annotations with descriptions, and what is said at INFO or below. */
    private static final Pattern NO_MESSAGES = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$"
            + "|@(Command|Option|Parameters|SuppressWarnings|Managed\\w+|Metadata|Uri\\w+)"
            + "\\s*\\((?:[^()\"]++|\"(?:[^\"\\\\]++|\\\\.)*\"|\\((?:[^()\"]++|\"(?:[^\"\\\\]++|\\\\.)*\")*\\))*\\)"
            + "|LOG\\s*\\.(info|debug)\\((?:[^;\"]++|\"(?:[^\"\\\\]++|\\\\.)*\")*;");

    @TempDir
    private Path folder;

    @Test
    void the_page_of_settings_is_what_the_program_knows() throws IOException {
        List<String> rows = Stream.concat(Key.all().stream(), FleetKey.all().stream())
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

    /** Whatever way a message is composed: each piece of text of a class that speaks to people is there. */
    @Test
    void the_pages_have_every_sentence_of_whoever_speaks() throws IOException {
        String pages = (Files.readString(REFERENCE.resolve("messages.md"))
                        + Files.readString(REFERENCE.resolve("operations.md"))
                        + Files.readString(REFERENCE.resolve("api.md")))
                .replaceAll("\\s+", " ");
        List<String> missing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String source = NO_MESSAGES.matcher(Files.readString(file)).replaceAll("");
                if (SPEAKS.matcher(source).find()
                        && !isAccount(MAIN.relativize(file).toString())) {
                    sentences(source)
                            .filter(text -> !pages.contains(text))
                            .forEach(text -> missing.add(MAIN.relativize(file) + ": " + text));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(Files.readAllLines(REFERENCE.resolve("messages.md")).stream().filter(line -> line.startsWith("#")))
                .doesNotHaveDuplicates();
    }

    /** Whose sentences stand on another page, or are no messages. */
    private static boolean isAccount(String file) {
        return file.matches(
                "(train|evaluate|simulator|demo)/.*|settings/Key.java|page/ReportMail.java|operate/(DeskOperations|NightDesk|\\w*Figures)\\.java");
    }

    private static Stream<String> sentences(String source) {
        return LITERAL.matcher(source)
                .results()
                .flatMap(found ->
                        Stream.of(found.group(1).replace("\\\"", "\"").split("%[,.0-9-]*[sdf]|\\\\n|\\{}|\\*", -1)))
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .filter(ReferenceTest::isSentence);
    }

    private static boolean isSentence(String text) {
        return text.length() >= 14
                && text.contains(" ")
                && text.matches(".*[a-z]{3}.*")
                && !text.matches(".*[|`\\\\].*|.*\\(\\?.*|.*\\[\\^.*")
                && !SQL.matcher(text).find();
    }

    @Test
    void the_page_of_alerts_lists_every_event() throws IOException {
        String page = Files.readString(Path.of("docs/how-to/alerts.md"));
        String events = page.lines()
                .filter(line -> line.startsWith("| `event` |"))
                .findFirst()
                .orElse("");
        assertThat(Arrays.stream(EventKind.values()).map(EventKind::words))
                .allSatisfy(event -> assertThat(events).containsPattern("[|,] " + event + "[ ,]"));
    }

    private static String joined(String literals) {
        return LITERAL.matcher(literals)
                .results()
                .map((MatchResult part) -> part.group(1))
                .collect(Collectors.joining());
    }
}
