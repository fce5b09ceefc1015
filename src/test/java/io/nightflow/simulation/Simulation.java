package io.nightflow.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Runs from seeds, each in a folder of its own below one. */
final class Simulation implements AutoCloseable {
    private static final int TRACE_SHOWN = 60;

    private final Path folder;
    private final Path founded;

    /** In memory where this machine has a file system for it: what the simulated disk forgets is not up to the real one. */
    Simulation() throws IOException, SQLException {
        Path memory = Path.of("/dev/shm");
        folder = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "nightflow-")
                : Files.createTempDirectory("nightflow-");
        founded = folder.resolve("founded/nightflow.db");
        Files.createDirectories(founded.getParent());
        Site.found(founded);
    }

    /**
     * What came of a seed.
     *
     * @param complaints what is wrong.
     * @param trace what happened last.
     * @param hash names all of it.
     */
    record Result(long seed, List<String> complaints, List<String> trace, int hash) {
        boolean isClean() {
            return complaints.isEmpty();
        }

        @Override
        public String toString() {
            return "seed " + seed + ": " + complaints + "\n  " + String.join("\n  ", trace)
                    + "\nagain: mvn -Psimulate test -Dseed=" + seed;
        }
    }

    Result run(long seed, Mutant mutant) {
        Path own = folder.resolve(mutant + "-" + seed);
        try {
            Account account = new House(seed, mutant, founded, own).run();
            Path copy = own.resolve("reference/nightflow.db");
            Disks.copyDatabase(founded, copy, Long.MAX_VALUE);
            List<String> complaints =
                    account.complaints(Reference.of(account.outcome().readings(), copy));
            List<String> trace = account.trace();
            List<String> shown = trace.subList(Math.max(0, trace.size() - TRACE_SHOWN), trace.size());
            return new Result(seed, complaints, shown, account.hash());
        } catch (IOException | SQLException | RuntimeException | Error e) {
            throw new AssertionError(
                    "seed " + seed + ", " + mutant + ": " + e + "; again: mvn -Psimulate test -Dseed=" + seed, e);
        } finally {
            delete(own);
        }
    }

    private static void delete(Path folder) {
        try {
            Disks.delete(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        Disks.delete(folder);
    }
}
