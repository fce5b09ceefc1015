package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;

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
}
