package io.nightflow.staging;

import io.nightflow.staging.StagedMinute.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks into a staging directory without touching a lock, while a gateway works in it or not. */
public final class StagingInspection {
    private static final int DIGITS = 12;
    private static final String REFUSED = "not delivered (";

    /**
     * A file that waits or is dead.
     *
     * @param name its name.
     * @param first the number of its first row.
     * @param state its minute and rows in words, or why it is damaged.
     * @param damaged whether its content cannot be believed.
     * @param rows its rows, as far as they can be told apart.
     */
    public record Entry(String name, long first, String state, boolean damaged, List<String> rows) {}

    private final Path directory;
    private final Disk disk = new LocalDisk();

    /** Of a directory that exists. */
    public StagingInspection(Path directory) {
        this.directory = directory;
    }

    /** The files that wait, in the order of their numbers. */
    public List<Entry> ready() throws IOException {
        return entries("ready");
    }

    /** The files that were set aside, in the order of their numbers. */
    public List<Entry> dead() throws IOException {
        return entries("dead");
    }

    /** The file that holds a number; empty where none does. */
    public Optional<Entry> find(long number) throws IOException {
        List<Entry> all = new ArrayList<>(ready());
        all.addAll(dead());
        return all.stream()
                .filter(entry -> entry.first() <= number
                        && number < entry.first() + Math.max(1, entry.rows().size()))
                .findFirst();
    }

    /** Forgets a dead file that was put again. */
    public void forgetDead(long first) throws IOException {
        for (String suffix : List.of(".rows", ".thin", ".why")) {
            disk.delete(directory.resolve("dead").resolve(StagedMinute.number(first) + suffix));
        }
        disk.syncDirectory(directory.resolve("dead"));
    }

    private List<Entry> entries(String folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String name :
                disk.list(directory.resolve(folder)).stream().sorted().toList()) {
            Path file = directory.resolve(folder).resolve(name);
            boolean alone = name.endsWith(".why")
                    && !Files.exists(sibling(file, ".rows"))
                    && !Files.exists(sibling(file, ".thin"));
            if (name.matches("[0-9]{12}\\.(rows|thin)")) {
                entries.add(entry(name, disk.read(file)));
            } else if (alone) {
                entries.add(refused(name, new String(disk.read(file), StandardCharsets.UTF_8).strip()));
            }
        }
        return entries;
    }

    private static Path sibling(Path why, String suffix) {
        return why.resolveSibling(String.valueOf(why.getFileName()).replace(".why", suffix));
    }

    private static Entry entry(String name, byte[] content) {
        long first = Long.parseLong(name.substring(0, DIGITS));
        Decoded decoded = StagedMinute.decode(first, content);
        if (decoded instanceof Decoded.Whole whole) {
            StagedMinute minute = whole.minute();
            String state = minute.minute() + ", " + minute.rows().size() + " rows, gateway " + minute.gateway();
            return new Entry(name, first, state, false, minute.rows());
        }
        List<String> rows = new String(content, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("[A-Z],[ -~]+"))
                .toList();
        return new Entry(name, first, "damaged: " + ((Decoded.Damaged) decoded).reason(), true, rows);
    }

    private static Entry refused(String name, String why) {
        int row = why.indexOf("): ");
        List<String> rows = why.startsWith(REFUSED) && row > 0 ? List.of(why.substring(row + 3)) : List.of();
        return new Entry(name, Long.parseLong(name.substring(0, DIGITS)), why, false, rows);
    }
}
