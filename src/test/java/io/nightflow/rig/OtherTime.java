package io.nightflow.rig;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A time that runs faster, for programs that know nothing of it: libfaketime for waits and the monotonic clock, and a small
 * library of our own ({@code rig/other-time.c}) for the wall clock, which may be wrong, and the uptime. Wants gcc.
 */
final class OtherTime implements InstantSource {
    private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final Path SOURCE = Path.of("src/test/resources/rig/other-time.c");

    private final Path root;
    private final String folder;
    private final Instant realStart = Instant.now();
    private final long began = System.nanoTime(); // CLOCK_MONOTONIC, as in the library
    private final Instant start;
    private final double rate;
    private Duration wrong = Duration.ZERO;
    private long boot = began;

    private OtherTime(Path root, String folder, Instant start, double rate) {
        this.root = root;
        this.folder = folder;
        this.start = start;
        this.rate = rate;
    }

    /** What is missing here; empty where nothing is. */
    static Optional<String> missing() {
        return Stream.of(Commands.has("gcc") ? "" : "gcc", Files.exists(FAKETIME) ? "" : "faketime")
                .filter(each -> !each.isEmpty())
                .reduce((one, other) -> one + ", " + other);
    }

    /**
     * From now on it is {@code start} and time runs {@code rate} times as fast.
     *
     * @param root whose programs it is for; / for those of this machine.
     * @param folder in it, for the libraries and the file of the time.
     */
    static OtherTime begin(Path root, String folder, Instant start, double rate) throws Exception {
        OtherTime time = new OtherTime(root, folder, start, rate);
        Path within = Files.createDirectories(time.within());
        Commands.run("chmod", "755", within.toString());
        Files.copy(FAKETIME, within.resolve("faketime.so"));
        Commands.run("gcc", "-O1", "-shared", "-fPIC", "-o", within + "/other-time.so", SOURCE.toString(), "-ldl");
        time.write();
        return time;
    }

    /** The same time, for other programs. */
    OtherTime also(Path otherRoot, String otherFolder) throws Exception {
        return begin(otherRoot, otherFolder, instant(), rate);
    }

    private Path within() {
        return root.resolve(folder.substring(1));
    }

    /** For the environment of its programs. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", folder + "/other-time.so:" + folder + "/faketime.so",
                "OTHER_TIME", folder + "/time",
                "FAKETIME", "+0 x" + Math.round(rate),
                "NO_FAKE_STAT", "1");
    }

    /** The right time, whatever its programs' wall clock shows. */
    @Override
    public Instant instant() {
        return start.plusNanos(Math.round((System.nanoTime() - began) * rate));
    }

    /** Their wall clock is wrong by so much from now on. */
    void setWrong(Duration by) throws IOException {
        wrong = by;
        write();
    }

    /** Their machine boots now. */
    void boots() throws IOException {
        boot = System.nanoTime();
        write();
    }

    /** In place, for it is mapped by those that run. */
    private void write() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(6 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(began).putLong(nanos(start)).putLong(Math.round(rate * 1_000));
        bytes.putLong(wrong.toNanos()).putLong(boot).putLong(nanos(realStart));
        try (RandomAccessFile file =
                new RandomAccessFile(within().resolve("time").toFile(), "rw")) {
            file.write(bytes.array());
        }
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }
}
