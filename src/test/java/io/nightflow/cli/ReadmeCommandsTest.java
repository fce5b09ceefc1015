package io.nightflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.Nightflow;
import io.nightflow.gateway.NightflowProcess;
import io.nightflow.gateway.Outcome;
import io.nightflow.peers.Mosquitto;
import io.nightflow.reading.KnownReasons;
import io.nightflow.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** Each command that the README names runs and does what it says, helps, and ends as the table of exit codes has it. */
@Tag("slow")
class ReadmeCommandsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @TempDir
    private static Path folder;

    private static Path hourly;

    @BeforeAll
    static void fill() throws IOException {
        NightflowProcess.folder(
                folder, "forecast.models = " + Path.of("config/models").toAbsolutePath() + "\n");
        List<String> minutes = new ArrayList<>(List.of("sensor,time,flow,pressure"));
        for (int i = 0; i < 2 * 1_440; i++) {
            Instant time = DAY.atStartOfDay().plusMinutes(i).toInstant(ZoneOffset.UTC);
            minutes.add("dma-1," + time + "," + (10 + i % 7) + ",4." + i % 5);
        }
        Files.write(folder.resolve("minutes.csv"), minutes);
        List<String> hours = new ArrayList<>(List.of("timestamp,zone-1,zone-2"));
        for (int i = 0; i < 80 * 24; i++) {
            LocalDateTime time = LocalDateTime.of(2022, 1, 3, 0, 0).plusHours(i);
            double day = 10 + 5 * Math.sin(i % 24 / 24.0 * 2 * Math.PI) + i % 5 * 0.1;
            hours.add(String.format(
                    Locale.ROOT, "%s:00,%.3f,%.3f", time.toString().replace('T', ' '), day, 2 * day));
        }
        hourly = Files.write(folder.resolve("hourly.csv"), hours);
    }

    /** What stands behind a command of the README, and what it must say. */
    private record Run(List<String> arguments, int exitCode, String said) {}

    private static Map<String, Run> runs() throws IOException {
        String dir = folder.toString();
        Files.createDirectories(folder.resolve("mine.cases"));
        Files.writeString(folder.resolve("mine.cases/one.in"), "a");
        Files.writeString(folder.resolve("mine.cases/one.out"), "A");
        Files.writeString(
                folder.resolve("mine.camel.yaml"),
                "- route:\n    id: mine\n    from:\n      uri: direct:mine\n      steps:\n        - setBody: {simple: \"${body.toUpperCase()}\"}\n");
        String data = hourly.toString();
        String day = DAY.toString();
        Map<String, Run> runs = new LinkedHashMap<>();
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/fleet.properties"), "fleet.broker-port = " + Mosquitto.freePort() + "\n");
        runs.put("fleet check", run(0, "No fault.", "fleet", "check", "--dir", dir));
        runs.put("fleet rollout list", run(0, "nothing was rolled out yet", "fleet", "rollout", "list", "--dir", dir));
        String keys = folder.resolve("keys").toString();
        assertThat(Outcome.of("fleet", "rollout", "key", "--out", keys).exitCode())
                .isZero();
        runs.put(
                "fleet train",
                run(0, "No model is due.", "fleet", "train", "--key", keys + "/rollout.key", "--dir", dir));
        runs.put("replay", run(0, "2,880 readings stored", "replay", folder + "/minutes.csv", "--dir", dir));
        runs.put("check", run(0, "No fault.", "check", "--dir", dir));
        runs.put("test", run(0, "1 cases, 0 failed", "test", folder + "/mine.camel.yaml", "--dir", dir));
        runs.put("status", run(1, "no gateway runs in " + folder, "status", "--dir", dir));
        runs.put("backup", run(0, "2,880 readings", "backup", folder + "/copy.db", "--dir", dir));
        runs.put("rollback", run(1, "this program was not installed", "rollback"));
        runs.put("export", run(0, "dma-1,10.0,4.0,good", "export", "--from", day, "--to", day, "--dir", dir));
        runs.put("meters list", run(0, "siemens-mag6000", "meters", "list", "--dir", dir));
        runs.put("staging list", run(1, "there is no staging directory", "staging", "list", "--dir", dir));
        runs.put("criteria list", run(0, "no criteria yet", "criteria", "list", "--dir", dir));
        runs.put("taps list", run(0, "direct-alert", "taps", "list", "--dir", dir));
        runs.put("alerts list", run(0, "no alerts", "alerts", "list", "--dir", dir));
        runs.put("nights list", run(0, "no nights of dma-1", "nights", "list", "dma-1", "--dir", dir));
        runs.put(
                "sensors exchange",
                run(0, "was exchanged on " + day, "sensors", "exchange", "dma-1", day, "--who", "kim", "--dir", dir));
        runs.put(
                "evaluate night-flow",
                run(
                        0,
                        "| ten lines |",
                        "evaluate",
                        "night-flow",
                        "--data",
                        data,
                        "--zone",
                        "UTC",
                        "--learn",
                        "2022-01-03..2022-02-28",
                        "--report",
                        "2022-03-01..2022-03-20"));
        runs.put("detect", run(0, "", "detect", "--csv", data, "--out", folder + "/scores.csv"));
        runs.put(
                "evaluate detection",
                run(
                        0,
                        "burst",
                        "evaluate",
                        "detection",
                        "--data",
                        data,
                        "--learn",
                        "2022-01-03..2022-02-28",
                        "--report",
                        "2022-03-01..2022-03-06"));
        runs.put(
                "evaluate forecast",
                run(
                        0,
                        "within the band",
                        "evaluate",
                        "forecast",
                        "--data",
                        data,
                        "--dir",
                        Path.of("").toAbsolutePath().toString(),
                        "--report",
                        "2022-03-07..2022-03-14"));
        runs.put(
                "train",
                run(
                        0,
                        "flow.onnx, flow.json (card), flow.svg (plot)",
                        "train",
                        "--data",
                        data,
                        "--dir",
                        dir,
                        "--steps",
                        "50",
                        "--members",
                        "1",
                        "--out",
                        folder + "/trained"));
        runs.put("model list", run(0, "none yet", "model", "list", "--dir", dir));
        return runs;
    }

    private static Run run(int exitCode, String said, String... arguments) {
        return new Run(List.of(arguments), exitCode, said);
    }

    @Test
    void each_command_of_the_readme_runs() throws IOException {
        Map<String, Run> runs = runs();
        runs.forEach((name, run) -> {
            String[] arguments = run.arguments().toArray(String[]::new);
            // PyTorch's settings are those of a process: tests that train must find their own
            Outcome outcome = name.equals("train") ? Outcome.ofProcess(arguments) : Outcome.of(arguments);
            assertThat(outcome.exitCode()).as(name + ": " + outcome.all()).isEqualTo(run.exitCode());
            assertThat(outcome.all()).as(name).contains(run.said()).doesNotContain("\tat ");
        });
        List<String> commands = Pattern.compile("\\./nightflow ([a-z][a-z -]*)")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(found -> found.group(1).strip())
                .toList();
        assertThat(commands)
                .hasSizeGreaterThan(14)
                .allSatisfy(command -> assertThat(
                                command.matches("(fleet )?(demo|run|listen)\\b.*") // below, in CommandTest, ListenTest,
                                        // FleetKillTest
                                        || runs.keySet().stream().anyMatch(command::startsWith))
                        .as(command + " is run by no test")
                        .isTrue());
    }

    @Test
    void the_demo_of_a_fleet_shows_its_leak_and_who_is_gone() throws Exception {
        NightflowProcess demo = NightflowProcess.start(
                "fleet",
                "demo",
                "--gateways",
                "3",
                "--hours",
                "2",
                "--exit",
                "--dir",
                folder.resolve("a fleet").toString(),
                "--page-port",
                String.valueOf(Mosquitto.freePort()),
                "--broker-port",
                String.valueOf(Mosquitto.freePort()));
        String said = String.join("\n", demo.rest());
        assertThat(demo.process().waitFor()).as(said).isZero();
        assertThat(said)
                .contains("3 gateways known, 1 late or gone", "1 leaks open", "gw-02 · dma-a", "0 other events open")
                .doesNotContain("\tat ");
    }

    @Test
    void the_demo_adds_up_in_a_folder_with_blanks() throws Exception {
        Path where = folder.resolve("a night");
        NightflowProcess demo =
                NightflowProcess.start("demo", "--speed", "60", "--hours", "9", "--dir", where.toString());
        String said = String.join("\n", demo.rest());
        assertThat(demo.process().waitFor()).as(said).isZero();
        assertThat(number(said, "readings: ([0-9,]+) sent whole"))
                .isPositive()
                .isEqualTo(number(said, "meter, ([0-9,]+) in nightflow.db"));
        for (String lane : List.of("results", "alerts")) {
            long staged = number(said, lane + ": ([0-9,]+) rows staged");
            assertThat(staged)
                    .as(lane)
                    .isPositive()
                    .isEqualTo(number(said, lane + ": .*?([0-9,]+) acknowledged"))
                    .isEqualTo(number(said, lane + ": .*?([0-9,]+) in device.csv"));
            assertThat(number(said, lane + ": .*?([0-9,]+) still staged")).isZero();
        }
        assertThat(said).doesNotContain("silent").doesNotContain("clock wrong").contains("is served by");
        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(60).toString(); // alerts of its history too
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        for (String what : List.of("readings", "alerts", "night-flow", "outliers")) {
            Outcome export =
                    Outcome.of("export", "--what", what, "--from", yesterday, "--to", today, "--dir", where.toString());
            assertThat(export.exitCode()).as(export.all()).isZero();
            assertThat(export.out().lines().count())
                    .as(what + ": " + export.out().lines().findFirst())
                    .isGreaterThan(what.equals("outliers") ? 0 : 1);
        }
        try (Database database = Database.openToRead(where.resolve("nightflow.db"))) {
            KnownReasons.areAll(database);
        }
        Outcome alerts = Outcome.of("alerts", "list", "--dir", where.toString());
        assertThat(alerts.out().lines().filter(line -> !line.contains(" meter fault ")))
                .as("a leak and a burst that are named once, and nothing that is none")
                .satisfiesExactly(
                        leak -> assertThat(leak).contains(" dma-harbour ", " leak starts: minimum night flow "),
                        end -> assertThat(end).contains(" dma-north ", " burst ends: it lasted "),
                        start -> assertThat(start).contains(" dma-north ", " burst starts: flow "));
        assertThat(said).containsPattern("See the water at http://127\\.0\\.0\\.1:[0-9]+/ as soon");
        List<String> times = said.lines()
                .filter(line -> line.matches("[0-9]{2}:[0-9]{2}  .*"))
                .map(line -> line.substring(0, 5))
                .map(time -> (time.compareTo("12:00") < 0 ? "tomorrow " : "today ") + time)
                .toList();
        assertThat(times).isNotEmpty().isSorted();
    }

    private static long number(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }

    @ParameterizedTest
    @MethodSource
    void each_command_helps(List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--help");
        Outcome help = Outcome.of(arguments.toArray(String[]::new));
        assertThat(help.exitCode()).as(help.all()).isZero();
        assertThat(help.out())
                .startsWith("Usage: nightflow")
                .doesNotContain("<arg")
                .contains("--help");
    }

    static List<List<String>> each_command_helps() {
        List<List<String>> all = new ArrayList<>();
        collect(List.of(), Nightflow.commandLine().getCommandSpec(), all);
        assertThat(all).hasSizeGreaterThan(25);
        return all;
    }

    private static void collect(List<String> path, CommandSpec spec, List<List<String>> all) {
        all.add(path);
        spec.args()
                .forEach(argument -> assertThat(argument.description())
                        .as(path + " " + argument.paramLabel())
                        .isNotEmpty());
        spec.subcommands().forEach((name, command) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(longer, command.getCommandSpec(), all);
        });
    }

    @Test
    void commands_that_look_make_nothing_and_a_backup_of_nothing_fails(@TempDir Path empty) throws IOException {
        NightflowProcess.folder(empty, "");
        String dir = empty.toString();
        for (String[] command : new String[][] {
            {"model", "list"},
            {"model", "card", "x"},
            {"criteria", "list"},
            {"staging", "list"},
            {"status"},
            {"export", "--from", "2026-01-01", "--to", "2026-01-02"},
            {"backup", empty + "/copy.db"},
            {"train"},
        }) {
            List<String> arguments = new ArrayList<>(List.of(command));
            arguments.addAll(List.of("--dir", dir));
            Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
            assertThat(outcome.exitCode()).as(outcome.all()).isEqualTo(1);
            assertThat(empty.resolve("nightflow.db"))
                    .as(List.of(command).toString())
                    .doesNotExist();
            assertThat(empty.resolve("staging")).doesNotExist();
        }
        io.nightflow.store.Database.open(empty.resolve("nightflow.db")).close();
        Outcome nothing = Outcome.of("backup", empty + "/copy.db", "--dir", dir);
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.err()).contains("holds no reading, no copy was made");
        assertThat(empty.resolve("copy.db")).doesNotExist();
        assertThat(Outcome.of("model", "list", "--dir", dir).exitCode()).isZero();
        assertThat(empty.resolve("nightflow.db-wal")).doesNotExist();
        assertThat(empty.resolve("nightflow.db-shm")).doesNotExist();
    }

    @Test
    void exit_codes_hold() throws IOException {
        String dir = folder.toString();
        assertThat(Outcome.of("check", "--nope").exitCode()).isEqualTo(2);
        assertThat(Outcome.of("nope").exitCode()).isEqualTo(2);
        assertThat(Outcome.of("staging", "list", "--lane", "other", "--dir", dir)
                        .exitCode())
                .isEqualTo(2);
        assertThat(Outcome.of("demo", "--speed", "0").exitCode()).isEqualTo(2);
        assertThat(Outcome.of("export", "--what", "x", "--from", "2026-01-01", "--to", "2026-01-01")
                        .exitCode())
                .isEqualTo(2);
        assertThat(Outcome.of("replay", folder + "/none.csv", "--dir", dir).exitCode())
                .isEqualTo(1);
        assertThat(Outcome.of("staging", "requeue", "5", "--dir", dir).exitCode())
                .isEqualTo(1);
        Path bad = Files.createDirectories(folder.resolve("bad"));
        NightflowProcess.folder(bad, "meter.baud = x\n");
        for (String command : List.of("check", "status", "model list", "criteria list")) {
            List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
            arguments.addAll(List.of("--dir", bad.toString()));
            assertThat(Outcome.of(arguments.toArray(String[]::new)).exitCode())
                    .as(command)
                    .isEqualTo(78);
        }
        String page = Files.readString(Path.of("docs/reference/messages.md"));
        assertThat(page).contains("| 0 | ", "| 1 | ", "| 2 | ", "| 78 | ");
    }
}
