package io.nightflow.deliver;

import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingFullException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what the database has ready into a staging directory, each with one put named by the database, its number and a
 * check value of its rows: a crash between the two repeats the put, which then changes nothing. An older database that was
 * put back gives the same number to other rows. A full directory is told once; what did not fit stays
 * in the database.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final StagingDirectory staging;
    private final String source;
    private boolean full;

    /** Of the database with this name. */
    Outbox(StagingDirectory staging, String source) {
        this.staging = staging;
        this.source = source;
    }

    private String key(long number, List<String> rows) {
        CRC32C check = new CRC32C();
        rows.forEach(row -> check.update(row.getBytes(StandardCharsets.UTF_8)));
        return String.format("%s-%d.%08x", source, number, check.getValue());
    }

    /** Whether it is staged; false where there is no room. */
    boolean put(long number, String minute, List<String> rows) throws IOException {
        try {
            staging.put(key(number, rows), minute, rows);
            full = false;
            return true;
        } catch (StagingFullException e) {
            if (!full) {
                LOG.error("{}", e.getMessage());
            }
            full = true;
            return false;
        }
    }
}
