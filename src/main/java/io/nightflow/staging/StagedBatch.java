package io.nightflow.staging;

import java.io.IOException;
import java.util.List;

/**
 * Rows that are delivered and removed together.
 *
 * @param directory where they lie.
 * @param epoch the numbering in force.
 * @param first the number of the first.
 * @param last the number of the last.
 */
public record StagedBatch(StagingDirectory directory, long epoch, long first, long last) {
    /** The rows; numbers that carry nothing are left out. */
    public List<String> rows() throws IOException {
        return directory.rows(first, last);
    }
}
