package io.nightflow.operate;

import io.nightflow.staging.StagingDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;

/** For how long the oldest row of a staging directory has waited. */
final class OldestRow {
    private OldestRow() {}

    /** Seconds since its minute; 0 where none waits. */
    static long age(StagingDirectory directory, InstantSource clock) {
        try {
            Optional<String> row = directory.row(directory.backlog().first());
            String[] fields = row.orElse("").split(",", -1);
            return fields.length > 2 && fields[2].matches("[0-9]{1,15}")
                    ? Math.max(0, clock.instant().getEpochSecond() - Long.parseLong(fields[2]))
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
