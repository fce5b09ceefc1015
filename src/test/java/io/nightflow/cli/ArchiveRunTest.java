package io.nightflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
        Path loaded = folder.resolve("loaded.txt");
        NightflowProcess run = start(List.of("-Xlog:class+load:file=" + loaded));
        assertThat(run.rest()).noneMatch(line -> line.contains(" ERROR "));
        assertThat(run.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(run.process().exitValue()).isZero();
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            assertThat(new ReadingStore(database, 10_000).count()).isEqualTo(1);
        }
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains("io.nightflow.port.SharedLine "))
                .anyMatch(line -> line.contains("org.apache.camel.management.mbean.ManagedRoute "))
                .noneMatch(line -> line.contains(" picocli.CommandLine$Model"));
    }

    @Test
    void settings_of_a_site_are_not_written_over() throws Exception {
        Path settings = NightflowProcess.folder(folder, "site.zone = UTC\n").resolve("config/nightflow.properties");
        String before = Files.readString(settings);
        NightflowProcess run =
                NightflowProcess.startMainWith(List.of(), ArchiveRun.class.getName(), "--dir", folder.toString());
        assertThat(run.rest()).anyMatch(line -> line.contains("FileAlreadyExistsException"));
        assertThat(run.process().waitFor()).isNotZero();
        assertThat(settings).hasContent(before);
    }

    private NightflowProcess start(List<String> options) throws IOException {
        NightflowProcess.folder(folder, "");
        Files.delete(folder.resolve("config/nightflow.properties"));
        return NightflowProcess.startMainWith(options, ArchiveRun.class.getName(), "--dir", folder.toString());
    }
}
