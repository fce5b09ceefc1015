package io.nightflow.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process holds now, and the share of a core that it has taken since its start; from /proc. */
public record ProcessUse(long residentBytes, long threads, long descriptors, Duration cpu) {
    /** Reads it. */
    public static ProcessUse of(ProcessHandle process) throws IOException {
        Path proc = Path.of("/proc/" + process.pid());
        return new ProcessUse(
                resident(proc),
                count(proc.resolve("task")),
                count(proc.resolve("fd")),
                process.info().totalCpuDuration().orElseThrow());
    }

    /** The same in units of 10^6 bytes. */
    public double residentMb() {
        return residentBytes / 1e6;
    }

    private static long resident(Path proc) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                .findFirst()
                .orElseThrow();
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
