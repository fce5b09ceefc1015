package io.nightflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ArchiveRunTest {
    @TempDir
    private Path folder;

    /** What it loads is what a start loads: the archive is no use for a class that is not in it. */
    @Test
    void it_stores_a_reading_ends_by_itself_and_reads_no_command_line() throws Exception {
        NightflowProcess.folder(folder, "");
        Path loaded = folder.resolve("loaded.txt");
        NightflowProcess run = NightflowProcess.startMainWith(
                List.of("-Xlog:class+load:file=" + loaded), ArchiveRun.class.getName(), "--dir", folder.toString());
        assertThat(run.rest()).noneMatch(line -> line.contains(" ERROR "));
        assertThat(run.process().waitFor()).isZero();
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains("io.nightflow.collect.CollectReadings "))
                .anyMatch(line -> line.contains("io.nightflow.port.SharedLine "))
                .noneMatch(line -> line.contains(" picocli.CommandLine$Model"));
    }
}
