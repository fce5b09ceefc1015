package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageTest {
    @Test
    void every_table_is_salvaged_but_what_could_be_staged_a_second_time(@TempDir Path folder) throws SQLException {
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            List<String> tables = new ArrayList<>(Rows.of(
                    database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"));
            tables.removeAll(List.of(
                    "identity", "detection_revision", "outbox", "outbox_hour", "outbox_staged", "published_log"));
            assertThat(Salvage.TABLES).containsExactlyInAnyOrderElementsOf(tables);
        }
    }

    @Test
    void a_file_that_is_no_database_is_set_aside_too(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("nightflow.db");
        Files.writeString(file, "this is a text and no database, and longer than a header".repeat(20));
        try (Database database = Database.openOrSalvage(file)) {
            assertThat(folder.resolve("nightflow.db.damaged-1")).exists();
            assertThat(StoreStatus.of(database).firstMinute()).isZero();
        }
    }
}
