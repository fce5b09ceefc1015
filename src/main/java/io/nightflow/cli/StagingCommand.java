package io.nightflow.cli;

import io.nightflow.deliver.StagingLanes;
import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import io.nightflow.settings.Key;
import io.nightflow.settings.UserError;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingInspection;
import io.nightflow.staging.StagingInspection.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** For the operator: what waits for the device, what was set aside, and why. */
@Command(
        name = "staging",
        description = "Look at the rows that wait for the device, and put set-aside ones again.",
        mixinStandardHelpOptions = true)
public final class StagingCommand extends FolderCommands {
    @Option(
            names = "--lane",
            paramLabel = "LANE",
            scope = ScopeType.INHERIT,
            defaultValue = "results",
            description = "results or alerts (default: results).")
    private String lane = "results";

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the files that wait and those that were set aside.")
    int list() throws Exception {
        StagingInspection inspection = inspection();
        List<Entry> ready = inspection.ready();
        long rows = ready.stream().mapToLong(entry -> entry.rows().size()).sum();
        print(ready.size() + " files with " + rows + " rows wait");
        ready.forEach(StagingCommand::print);
        List<Entry> dead = inspection.dead();
        print(dead.size() + " set aside");
        dead.forEach(StagingCommand::print);
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show the file that holds a number.")
    int show(@Parameters(paramLabel = "N", description = "The number of a row.") long number) throws Exception {
        Entry entry = entry(number);
        print(entry);
        for (int i = 0; i < entry.rows().size(); i++) {
            print(String.format("%12d  %s", entry.first() + i, entry.rows().get(i)));
        }
        return 0;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Check every file that waits; exit code 1 where one is damaged.")
    int verify() throws Exception {
        List<Entry> ready = inspection().ready();
        List<Entry> damaged = ready.stream().filter(Entry::damaged).toList();
        damaged.forEach(StagingCommand::print);
        print(ready.size() + " files, " + damaged.size() + " damaged");
        return damaged.isEmpty() ? 0 : 1;
    }

    @Command(
            name = "requeue",
            mixinStandardHelpOptions = true,
            description = "Put the rows of set-aside files again, under new numbers.")
    int requeue(
            @Parameters(paramLabel = "N", arity = "0..1", description = "The number in the file's name.") Long number,
            @Option(names = "--all", description = "All that is set aside and can be read, oldest first.") boolean all,
            @Option(names = "--damaged", description = "Also where the file is damaged: its rows as they stand.")
                    boolean damaged)
            throws Exception {
        if ((number == null) != all) {
            throw UserError.usage("requeue: name the number of a file, or --all");
        }
        StagingInspection inspection = inspection();
        boolean failed = false;
        List<Entry> entries = all
                ? inspection.dead().stream()
                        .filter(dead -> !dead.rows().isEmpty() && (damaged || !dead.damaged()))
                        .toList()
                : List.of(one(inspection, number, damaged));
        try (StagingDirectory staging =
                StagingLanes.open(settings(), InstantSource.system(), lane(), new LocalDisk())) {
            for (Entry entry : entries) {
                failed |= !requeue(entry, staging, inspection);
            }
        }
        int left = inspection.dead().size();
        if (all && left > 0) {
            print(left + " stay set aside: no row can be read in them, or they are damaged (--damaged)");
        }
        return failed ? 1 : 0;
    }

    /** False where a row of it cannot be sent; the others go on. */
    private static boolean requeue(Entry entry, StagingDirectory staging, StagingInspection inspection)
            throws IOException {
        try {
            entry.rows().forEach(row -> Message.checkStaged(row, staging.rowTypes()));
        } catch (IllegalArgumentException e) {
            print("requeue " + entry.first() + ": " + e.getMessage() + ". It stays set aside");
            return false;
        }
        long first = staging.put("requeue-" + entry.first(), "-", entry.rows());
        inspection.forgetDead(entry.first());
        print(entry.rows().size() + " rows are staged again, from number " + first);
        return true;
    }

    private static Entry one(StagingInspection inspection, long number, boolean damaged) throws Exception {
        Entry entry = inspection.dead().stream()
                .filter(dead -> dead.first() == number)
                .findFirst()
                .orElseThrow(() ->
                        fault("requeue " + number + ": is not set aside. ./nightflow staging list shows what is"));
        if (entry.rows().isEmpty()) {
            throw fault("requeue " + number + ": no row can be read in it (" + entry.state() + ")");
        }
        if (entry.damaged() && !damaged) {
            throw fault("requeue " + number + ": " + entry.state() + ". Look at it with show, then add --damaged");
        }
        return entry;
    }

    private Entry entry(long number) throws Exception {
        return inspection()
                .find(number)
                .orElseThrow(() -> fault("show " + number + ": no file holds it. It is delivered, or was never given"));
    }

    private StagingInspection inspection() throws UserError, IOException {
        Path path = settings().path(Key.STAGING_DIRECTORY).resolve(lane().word());
        if (!Files.isDirectory(path.resolve("ready"))) {
            throw fault("staging: there is no staging directory " + path + ". Name the gateway's folder with --dir");
        }
        return new StagingInspection(path);
    }

    private Lane lane() throws UserError {
        return Stream.of(Lane.RESULTS, Lane.ALERTS)
                .filter(each -> each.word().equals(lane))
                .findFirst()
                .orElseThrow(() -> UserError.usage("--lane: must be results or alerts (got " + lane + ")"));
    }

    private static UserError fault(String words) {
        return UserError.failed(words);
    }

    private static void print(Entry entry) {
        print("  " + entry.name() + "  " + entry.state());
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
