package io.nightflow.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.settings.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The repository keeps its own rules. */
class TidyTest {
    private static final int FILE_LINES_MAX = 300;
    private static final int METHOD_LINES_MAX = 40;
    private static final Pattern METHOD_START = Pattern.compile(
            "^    (?:(?:@\\w+\\S* )|public |protected |private |static |final |synchronized |abstract )*[\\w<>\\[\\], .?@]+\\([^;]*$");
    private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");
    private static final Pattern BANNED_NAME =
            Pattern.compile("(Util|Utils|Helper|Manager|Impl|Base|Abstract\\w*|Data|Info|DTO|Service)\\.java");

    @Test
    void rigs_and_benches_have_the_heap_of_the_launcher() throws IOException {
        List<String> heap = NightflowProcess.HEAP;
        assertThat(Path.of("nightflow"))
                .content()
                .contains("memory=" + heap.get(0).replace("-Xmx", ""))
                .contains(String.join(" ", heap.subList(1, heap.size())));
    }

    @Test
    void files_are_short() throws IOException {
        for (Path file : java("src/main/java")) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(FILE_LINES_MAX);
        }
    }

    @Test
    void methods_are_short() throws IOException {
        List<String> longOnes = new ArrayList<>();
        for (Path file : java("src/main/java")) {
            List<String> lines = Files.readAllLines(file);
            int start = -1;
            for (int i = 0; i < lines.size(); i++) {
                if (METHOD_START.matcher(lines.get(i)).matches()) {
                    start = i;
                } else if (lines.get(i).equals("    }") && start >= 0) {
                    if (i - start + 1 > METHOD_LINES_MAX) {
                        longOnes.add(file + ":" + (start + 1) + " has " + (i - start + 1) + " lines");
                    }
                    start = -1;
                }
            }
        }
        assertThat(longOnes).isEmpty();
    }

    @Test
    void names_say_what_a_class_is() throws IOException {
        assertThat(java("src/main/java"))
                .noneMatch(file ->
                        BANNED_NAME.matcher(file.getFileName().toString()).find());
    }

    @Test
    void nothing_is_left_to_do_in_a_comment() throws IOException {
        for (Path file : tracked()) {
            assertThat(LEFT_OVER.matcher(Files.readString(file)).find())
                    .as(file.toString())
                    .isFalse();
        }
    }

    @Test
    void no_file_names_a_package_registry_or_a_machine() throws IOException {
        for (Path file : tracked()) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContain("repo.maven" + ".apache.org", "repo1.maven" + ".org", "/wo" + "rk/");
        }
    }

    @Test
    void every_package_says_what_it_is_and_marks_null() throws IOException {
        for (Path folder : java("src/main/java").stream().map(Path::getParent).collect(Collectors.toSet())) {
            assertThat(folder.resolve("package-info.java"))
                    .content()
                    .contains("/**")
                    .contains("@NullMarked");
        }
    }

    /** A promise names a test that exists. */
    @Test
    void every_test_that_a_document_names_is_there() throws IOException {
        List<String> tests = java("src/test/java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();
        Pattern named = Pattern.compile("`([A-Z]\\w+Test)`");
        for (Path file : tracked()) {
            if (file.toString().endsWith(".md")) {
                assertThat(named.matcher(Files.readString(file))
                                .results()
                                .map(match -> match.group(1))
                                .toList())
                        .as(file.toString())
                        .allMatch(tests::contains);
            }
        }
    }

    /** The page that shows the house names classes, rooms and threads that are there. */
    @Test
    void every_name_on_the_page_of_the_architecture_is_there() throws IOException {
        String page = Files.readString(Path.of("docs/architecture.md"));
        List<String> sources = new ArrayList<>();
        for (Path file : java("src")) {
            sources.add(file + "\n" + Files.readString(file));
        }
        List<String> missing = Pattern.compile("`([a-z]+/)?([A-Z]\\w+)(\\.\\w+)?`")
                .matcher(page)
                .results()
                .filter(name -> sources.stream().noneMatch(source -> isThere(source, name.group(1), name.group(2))))
                .map(name -> name.group())
                .toList();
        assertThat(missing).isEmpty();
        assertThat(java("src/main/java").stream()
                        .map(file -> Path.of("src/main/java/io/nightflow")
                                .relativize(file)
                                .getName(0)
                                .toString()))
                .filteredOn(room -> !room.endsWith(".java"))
                .allMatch(room ->
                        Pattern.compile("\\b" + room + "\\b").matcher(page).find());
    }

    private static boolean isThere(String source, String room, String name) {
        String file = source.substring(0, source.indexOf('\n'));
        boolean isThread = room == null && source.contains("\"" + name + "\"");
        return isThread || file.endsWith("/" + (room == null ? "" : room) + name + ".java");
    }

    /** Every key: a sentence above, the default commented out below, in the order of the program. */
    @Test
    void the_settings_file_documents_every_setting_with_its_default() throws IOException {
        List<String> expected = Key.all().stream()
                .flatMap(key -> Stream.of("# " + key.description(), "#" + key.text() + " = " + key.defaultValue(), ""))
                .toList();
        List<String> lines = Files.readAllLines(Path.of("config/nightflow.properties"));
        int start = lines.indexOf(expected.get(0));
        assertThat(lines.subList(Math.max(0, start), lines.size())).isEqualTo(expected.subList(0, expected.size() - 1));
    }

    @Test
    void links_of_documents_lead_somewhere() throws IOException {
        Pattern link = Pattern.compile("\\]\\(([^)#: ]+)(#[^)]*)?\\)");
        for (Path page : tracked()) {
            if (page.toString().endsWith(".md")) {
                assertThat(link.matcher(Files.readString(page))
                                .results()
                                .map(found -> page.resolveSibling(found.group(1))))
                        .as(page.toString())
                        .allMatch(Files::exists);
            }
        }
    }

    private static List<Path> java(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static List<Path> tracked() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("src", "docs", "routes", "config", ".ci")) {
            try (Stream<Path> found = Files.walk(Path.of(folder))) {
                found.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().matches(".*\\.(png|onnx)|src/test/resources/golden/.*"))
                        .forEach(files::add);
            }
        }
        for (String file : List.of(
                "README.md",
                "README.ko.md",
                "CHANGELOG.md",
                "CONTRIBUTING.md",
                "RELEASING.md",
                "SECURITY.md",
                "pom.xml",
                "nightflow")) {
            files.add(Path.of(file));
        }
        return files;
    }
}
