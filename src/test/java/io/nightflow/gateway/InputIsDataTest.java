package io.nightflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.collect.BoundedLines;
import io.nightflow.repository.HowToTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a file or its name says is looked up, built or run; as a process, from the outside. */
@Tag("slow")
class InputIsDataTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void a_row_that_names_a_class_is_a_wrong_row() throws Exception {
        NightflowProcess.folder(folder, "");
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        String evil = "#class:java.io.FileOutputStream(\"" + victim + "\")\n";
        for (String text :
                List.of(evil, "# exported by portal\n" + evil, "a,2026-01-01T00:00:00Z,1,4\n".repeat(2_001) + evil)) {
            Path file = Files.writeString(folder.resolve("${bean:evil} #class:x $(touch x).csv"), text);
            List<String> said = replay(file);
            assertThat(said).anyMatch(line -> line.contains("it has ") || line.contains("values left out"));
            assertThat(said).noneMatch(line -> line.contains("Exception"));
            assertThat(victim).hasContent("precious");
        }
    }

    @Test
    void the_name_of_a_dropped_file_and_what_is_in_it_do_nothing_to_the_log() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        NightflowProcess.folder(
                folder,
                "meter.port = " + folder + "/meter\ndevice.port = " + folder + "/device\nroute.inbox = " + inbox
                        + "\n");
        Files.writeString(folder.resolve("routes/inbox.camel.yaml"), quick());
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.writeString(
                inbox.resolve("a\u001b[31m\n2026-11-28 00:00:00 INFO  all is well ${exec:x}.csv"),
                "#class:java.io.FileOutputStream(\"" + victim + "\")\n\u001b[2J,1\n");
        NightflowProcess gateway = NightflowProcess.start("run", "--dir", folder.toString());
        try {
            gateway.waitFor("0 readings stored, it has no column of times");
            await().atMost(SOON).until(() -> Files.isDirectory(inbox.resolve(".failed")));
        } finally {
            gateway.terminate(20);
        }
        assertThat(gateway.rest())
                .noneMatch(line -> line.contains("\u001b"))
                .noneMatch(line -> line.startsWith("2026-11-28 00:00:00"));
        assertThat(victim).hasContent("precious");
    }

    /** Whoever checks a file of somebody else must not run it. */
    @Test
    void check_constructs_no_bean_of_a_route_file() throws Exception {
        NightflowProcess.folder(folder, "");
        Path evil = folder.resolve("EVIL");
        Files.writeString(folder.resolve("routes/evil.camel.yaml"), """
                - beans:
                    - name: evil
                      type: java.io.FileOutputStream
                      constructors:
                        0: %1$s
                - route:
                    id: evil
                    description: Opens a file
                    routeConfigurationId: failures
                    from:
                      uri: direct:evil
                      steps:
                        - bean:
                            ref: evil
                            method: close
                        - to:
                            uri: file:%2$s
                            parameters:
                              filter: '#class:java.io.FileOutputStream("%1$s")'
                """.formatted(evil, folder));
        NightflowProcess check = NightflowProcess.start("check", "--dir", folder.toString());
        List<String> said = check.rest();
        assertThat(said).as("it was looked at").anyMatch(line -> line.startsWith("routes"));
        assertThat(evil).doesNotExist();
    }

    @Test
    void yaml_that_would_take_all_memory_is_a_fault_with_its_file() throws Exception {
        NightflowProcess.folder(folder, "");
        Files.writeString(folder.resolve("routes/deep.camel.yaml"), "[".repeat(20_000));
        StringBuilder laugh = new StringBuilder("- a0: &a0 [x, x]\n");
        for (int i = 1; i <= 15; i++) {
            laugh.append("- a%1$d: &a%1$d [*a%2$d, *a%2$d, *a%2$d]\n".formatted(i, i - 1));
        }
        Files.writeString(folder.resolve("routes/laugh.camel.yaml"), laugh);
        Files.writeString(folder.resolve("routes/long.camel.yaml"), "#".repeat(1_100_000));
        new ProcessBuilder("mkfifo", folder.resolve("routes/pipe.camel.yaml").toString())
                .start()
                .waitFor();
        assertThat(NightflowProcess.start("check", "--dir", folder.toString()).rest())
                .anyMatch(line -> line.contains("deep.camel.yaml:1: is nested too deeply"))
                .anyMatch(line -> line.contains("laugh.camel.yaml:1: is nested too deeply"))
                .anyMatch(line -> line.contains("long.camel.yaml:1: must not be longer than 1 MiB"))
                .anyMatch(line -> line.contains("pipe.camel.yaml:1: must be a file"))
                .noneMatch(line -> line.contains("Exception") || line.contains("Error"));
    }

    @Test
    void what_a_file_holds_does_not_steer_a_terminal() throws Exception {
        Path file = Files.writeString(
                folder.resolve("bad.csv"), "sensor,time,flow,pressure\na\u001b[31m,2026-11-28T01:00:00Z,1,4\n");
        NightflowProcess.folder(folder, "");
        assertThat(replay(file)).noneMatch(line -> line.contains("\u001b")).anyMatch(line -> line.contains("a?[31m"));
    }

    @Test
    void a_line_without_an_end_is_bounded() throws Exception {
        byte[] endless = ("a".repeat(1_000_000) + "\nb\n").getBytes(StandardCharsets.US_ASCII);
        try (BoundedLines lines = new BoundedLines(new ByteArrayInputStream(endless))) {
            assertThat(new String(lines.readAllBytes(), StandardCharsets.US_ASCII))
                    .hasSize(4_096 + 3)
                    .endsWith("\nb\n");
        }
    }

    @Test
    void yaml_that_contains_itself_is_a_fault_with_its_file() throws Exception {
        NightflowProcess.folder(folder, "");
        Files.writeString(folder.resolve("routes/endless.camel.yaml"), "- &a\n  - *a\n  - *a\n");
        assertThat(NightflowProcess.start("check", "--dir", folder.toString()).rest())
                .anyMatch(line ->
                        line.contains("endless.camel.yaml:1: is nested too deeply, or an alias contains itself"));
    }

    private List<String> replay(Path file) throws Exception {
        return NightflowProcess.start("replay", "--dir", folder.toString(), file.toString())
                .rest();
    }

    private static String quick() throws Exception {
        return HowToTest.yaml("docs/how-to/more-sources.md", 0) + "      - name: quietSeconds\n        value: \"1\"\n";
    }
}
