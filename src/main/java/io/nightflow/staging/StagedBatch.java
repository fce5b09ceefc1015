package io.nightflow.staging;

import java.util.List;

/**
 * Rows that are delivered and removed together.
 *
 * @param directory where they lie.
 * @param epoch the numbering in force.
 * @param first the number of the first.
 * @param last the number of the last.
 * @param rows of them; numbers that carry nothing are left out.
 */
public record StagedBatch(StagingDirectory directory, long epoch, long first, long last, List<String> rows) {}
