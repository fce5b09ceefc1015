package io.nightflow.operate;

import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a running gateway writes how it stands, beside its database: for people, and for programs. */
public final class StatusFiles {
    private StatusFiles() {}

    /** For people. */
    public static Path text(Settings settings) {
        return settings.path(Key.STORE_FILE).resolveSibling("nightflow.status");
    }

    /** The same as JSON. */
    public static Path json(Settings settings) {
        return settings.path(Key.STORE_FILE).resolveSibling("nightflow.status.json");
    }

    /** Writes one whole: whoever reads sees the former or the new one. */
    public static void write(Path file, String text) throws IOException {
        Path fresh = Files.writeString(Path.of(file + ".new"), text + "\n");
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
