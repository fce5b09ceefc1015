package io.nightflow.camel.steps;

import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingFullException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what the database has ready into a staging directory, each with one put named by the database and its number: a
 * crash between the two repeats the put, which then changes nothing. A full directory is told once; what did not fit stays
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

    /** Whether it is staged; false where there is no room. */
    boolean put(long number, String minute, List<String> rows) throws IOException {
        try {
            staging.put(source + "-" + number, minute, rows);
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
