package io.nightflow.simulation;

import io.nightflow.simulation.Faults.Fate;
import io.nightflow.staging.LocalDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Real files, whose operations fail or are shortened as {@link Faults} says. A power cut takes back the last of the renames
 * and deletions that no fsync of their directory has made durable, and numbers that were not flushed.
 */
final class PowerDisk extends LocalDisk {
    private static final int NUMBER_BYTES = 12;

    private interface Operation {
        void run() throws IOException;
    }

    private record Undo(Path directory, Operation back) {}

    private Faults faults;
    private final boolean forgetsDirectories;
    private final List<Undo> unsynced = new ArrayList<>();
    private final Map<Path, byte[]> durableNumbers = new HashMap<>();

    /** @param forgetsDirectories the planted fault: what is fsynced is not durable. */
    PowerDisk(boolean forgetsDirectories) {
        faults = new Faults(new Random(0), 0, fault -> {});
        this.forgetsDirectories = forgetsDirectories;
    }

    /** The faults of the next life, which finds numbers in these files. */
    void use(Faults next, List<Path> numberFiles) throws IOException {
        faults = next;
        for (Path file : numberFiles) {
            if (Files.exists(file)) {
                durableNumbers.putIfAbsent(file, Files.readAllBytes(file));
            }
        }
    }

    /** All that was done is on the disk now. */
    void forget() {
        unsynced.clear();
        durableNumbers.clear();
    }

    private void change(String name, Operation whole, Operation half) throws IOException {
        Fate fate = faults.next("disk " + name);
        switch (fate) {
            case WORKS, FAILS_AFTER, CRASHES_AFTER -> whole.run();
            case FAILS_HALF, CRASHES_HALF -> half.run();
            default -> {
                // nothing is done
            }
        }
        if (fate.isCrash()) {
            throw faults.crash("at disk " + name);
        }
        if (fate != Fate.WORKS) {
            throw new IOException("planted fault");
        }
    }

    @Override
    public void writeNew(Path file, byte[] content) throws IOException {
        change(
                "write",
                () -> super.writeNew(file, content),
                () -> Files.write(file, Arrays.copyOf(content, content.length / 2)));
    }

    @Override
    public void overwrite(Path file, long offset, byte[] content) throws IOException {
        change(
                "overwrite",
                () -> super.overwrite(file, offset, content),
                () -> super.overwrite(file, offset, Arrays.copyOf(content, content.length / 2)));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change(
                "rename",
                () -> {
                    super.rename(from, to);
                    unsynced.add(
                            new Undo(to.getParent(), () -> Files.move(to, from, StandardCopyOption.REPLACE_EXISTING)));
                },
                () -> {});
    }

    @Override
    public void delete(Path file) throws IOException {
        change(
                "delete",
                () -> {
                    if (Files.exists(file)) {
                        byte[] content = Files.readAllBytes(file);
                        super.delete(file);
                        unsynced.add(new Undo(file.getParent(), () -> Files.write(file, content)));
                    }
                },
                () -> {});
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change(
                "sync",
                () -> {
                    super.syncDirectory(directory);
                    if (!forgetsDirectories) {
                        unsynced.removeIf(undo -> undo.directory().equals(directory));
                    }
                },
                () -> {});
    }

    @Override
    public void force(Path file, FileChannel channel) throws IOException {
        change("flush", () -> durableNumbers.put(file, number(channel)), () -> {});
    }

    private static byte[] number(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(NUMBER_BYTES);
        channel.read(buffer, 0);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** What is on the disk once the power is back; to be called when nothing has its files open. */
    void cutPower() throws IOException {
        int kept = unsynced.isEmpty() ? 0 : faults.random().nextInt(unsynced.size() + 1);
        for (int i = unsynced.size() - 1; i >= kept; i--) {
            unsynced.get(i).back().run();
        }
        for (Map.Entry<Path, byte[]> number : durableNumbers.entrySet()) {
            String now = Files.readString(number.getKey(), StandardCharsets.ISO_8859_1);
            String flushed = new String(number.getValue(), StandardCharsets.ISO_8859_1);
            Files.writeString(number.getKey(), faults.random().nextBoolean() ? now : flushed);
        }
        forget();
    }
}
