package io.nightflow.staging;

import java.util.List;

/**
 * Files that are delivered together, as they are.
 *
 * @param from the first number that is delivered with them; the first file may begin before it.
 * @param to the last number; one that is in no file carries nothing.
 */
public record StagedFiles(long from, long to, List<StagedMinute> minutes) {
    /** Copies the list. */
    public StagedFiles {
        minutes = List.copyOf(minutes);
    }
}
