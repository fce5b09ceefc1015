package io.nightflow.cli;

import io.nightflow.collect.AcceptedTimes;
import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.TableMinutes;
import io.nightflow.gateway.Replay;
import io.nightflow.gateway.ThrowawayGateway;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Unit;
import io.nightflow.settings.Key;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import io.nightflow.store.Import;
import io.nightflow.store.ReadingStore;
import io.nightflow.table.Table;
import io.nightflow.table.TableOptions;
import io.nightflow.table.TableReader;
import io.nightflow.table.UnreadableTableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes readings from a table into the database. */
@Command(
        name = "replay",
        description = {
            "Take readings from a table (CSV) into the database, through the route that collects them from a line.",
            "The table has a column a sensor, or a line a reading (sensor, time, flow, pressure). What was understood of"
                    + " it is said first. A wrong row is named by its line and left out."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private static final int FAULTS_SHOWN_MAX = 20;

    @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
    private String file = "-";

    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Mixin
    private TableOptionsMixin form = new TableOptionsMixin();

    @Option(names = "--show", description = "Say what is understood of the file, and store nothing.")
    private boolean show;

    @Option(
            names = "--flow-unit",
            paramLabel = "UNIT",
            defaultValue = "m3/h",
            description = "Of flows in columns that name no unit, such as L/s (default: m3/h).")
    private String flowUnit = "m3/h";

    @Option(
            names = "--pressure-unit",
            paramLabel = "UNIT",
            defaultValue = "bar",
            description = "Of pressures in columns that name no unit, such as kPa (default: bar).")
    private String pressureUnit = "bar";

    @Option(
            names = "--judge",
            description =
                    "Judge the readings and deliver their rows like live ones; else they are history to learn from.")
    private boolean judge;

    private final CommandOutput terminal = CommandOutput.standard();
    private final Map<String, Long> wrong = new TreeMap<>();
    private long faultsShown;
    private long shown;
    private long rows;
    private long wrongLines;
    private long lastWrong;

    @Override
    public Integer call() throws Exception {
        Settings settings = folder.settings();
        ThrowawayGateway.requireRoutes(settings);
        Unit flow = CommandOptions.unit("--flow-unit", Quantity.FLOW, flowUnit);
        Unit pressure = CommandOptions.unit("--pressure-unit", Quantity.PRESSURE, pressureUnit);
        TableOptions options = form.of(settings.zone());
        if (!file.equals("-") && (Files.isDirectory(Path.of(file)) || !Files.isReadable(Path.of(file)))) {
            throw UserError.failed("replaying " + file + ": it is no file that can be read. Check the path");
        }
        try (TableInput input = TableInput.of(file)) {
            Optional<Restore> ours = Restore.of(input);
            if (ours.isPresent()) {
                return restore(settings, input, ours.get());
            }
            Table table = Table.of(input.source(), options);
            TableMinutes.require(table.form());
            say(settings, table);
            return show
                    ? 0
                    : store(settings, table, input.bytes(), (sensor, of) -> of == Quantity.FLOW ? flow : pressure);
        } catch (UnreadableTableException e) {
            throw UserError.form("replaying " + file + ": it " + e.getMessage());
        } catch (IOException e) {
            throw new IOException("replaying " + file + ": " + e.getMessage(), e);
        }
    }

    /** One of our own exports that is none of readings. */
    private int restore(Settings settings, TableInput input, Restore ours) throws Exception {
        line("an export of " + ours.what().word() + ": each row goes back to where it was");
        if (show) {
            return 0;
        }
        try (Database database = Database.open(settings.path(Key.STORE_FILE))) {
            ours.into(new Import(database, settings.get(Key.SENSORS_UNLISTED_MAX)), input, this::fault);
            line(String.format(
                    "%,d rows, %,d stored in %s, %,d wrong ones left out",
                    ours.rows(), ours.stored(), settings.path(Key.STORE_FILE), ours.rows() - ours.stored()));
        }
        return 2 * ours.stored() < ours.rows() || ours.stored() == 0 ? UserError.FAILED : 0;
    }

    private void say(Settings settings, Table table) {
        table.form().words().forEach(this::line);
        String intervals = TableMinutes.words(table.form());
        if (!intervals.isEmpty()) {
            line(intervals);
        }
        Duration kept = Duration.ofDays(settings.get(Key.HISTORY_DAYS));
        Instant oldest = InstantSource.system().instant().minus(kept);
        if (table.form().first().isBefore(oldest)) {
            line(
                    "readings before " + oldest.truncatedTo(ChronoUnit.DAYS)
                            + " are older than history.days and go with the next pruning; raise history.days first to keep them");
        }
        Instant learnt = InstantSource.system().instant().minus(settings.get(Key.CRITERIA_SPAN));
        if (!judge && table.form().last().isBefore(learnt)) {
            line(
                    "all of it is older than criteria.span: criteria are built from what is newer, and learn nothing of it");
        }
    }

    private int store(Settings settings, Table table, long bytes, TableReader.Units units) throws Exception {
        AcceptedTimes bounds = AcceptedTimes.ofFiles(InstantSource.system(), settings.get(Key.COLLECT_FUTURE_MAX));
        try (Database database = Database.open(settings.path(Key.STORE_FILE))) {
            ReadingStore.Kind kind = judge ? ReadingStore.Kind.LIVE : ReadingStore.Kind.HISTORY;
            MeteringPoints points = SensorsFile.read(settings);
            ReadingStore store = new ReadingStore(database, settings.get(Key.SENSORS_UNLISTED_MAX), points.zones());
            CollectReadings collect = new CollectReadings(store, kind, points, bounds);
            store.listSensors(points.named()).join();
            Replay.of(settings, table, units, this::fault, collect, reader -> progress(reader, bytes, collect));
            terminal.progress("Replaying", bytes, bytes, String.format("%,d readings", collect.stored()));
            summary(settings, collect);
            long refused = collect.rejections().totals().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            boolean lessThanHalf = 2 * wrongLines > rows || refused > collect.stored();
            return collect.stored() == 0 || lessThanHalf ? UserError.FAILED : 0;
        }
    }

    private void progress(TableReader reader, long bytes, CollectReadings collect) {
        rows = reader.rows();
        long read = reader.bytes();
        if (read > shown && read < bytes) { // what was read is not yet stored
            shown = read;
            terminal.progress("Replaying", read, bytes, String.format("%,d readings", collect.stored()));
        }
    }

    private void summary(Settings settings, CollectReadings collect) {
        long left = wrong.values().stream().mapToLong(Long::longValue).sum();
        line(String.format(
                "%,d rows, %,d readings stored in %s (%,d of them replaced an earlier one), %,d wrong values left out",
                rows, collect.stored(), settings.path(Key.STORE_FILE), collect.overwritten(), left));
        wrong.forEach((rule, count) -> line("left out: " + rule + " " + count));
        collect.rejections().totals().forEach((reason, count) -> line("left out: " + reason + " " + count));
        if (collect.stored() == 0) {
            return;
        }
        line(
                judge
                        ? "They are judged and delivered when the gateway runs."
                        : "They are history: forecasts learn from them, they are not delivered (--judge does that).");
    }

    private void fault(long number, String rule, String got) {
        wrong.merge(rule, 1L, Long::sum);
        wrongLines += number == lastWrong ? 0 : 1;
        lastWrong = number;
        faultsShown++;
        if (faultsShown <= FAULTS_SHOWN_MAX) {
            line(file + " line " + number + ": " + rule + " (got " + got + ")");
        } else if (faultsShown == FAULTS_SHOWN_MAX + 1) {
            line("further wrong rows are counted only");
        }
    }

    /** What a file holds must not steer a terminal. */
    private void line(String words) {
        terminal.line(words.replaceAll("\\p{C}", "?"));
    }
}
