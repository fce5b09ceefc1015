package io.nightflow.staging;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a staging directory is told.
 *
 * @param gateway the name that stands in its files; puts of one gateway are told apart from those of another by it.
 * @param firstEpoch the numbering of a directory that has none yet, such as the current epoch second.
 * @param quota its bounds.
 * @param untouchedFiles the oldest files that are never thinned, for they may be on their way to the device.
 * @param doneDays how many days copies of delivered files are kept in {@code done/}; 0 for none.
 * @param anyFileSystem whether network and memory file systems are allowed.
 * @param thinner makes rows of several minutes into rows of one span; empty where rows cannot be made coarser, as alerts.
 * @param rowTypes the type letters that its lane knows; empty for any.
 * @param clock names the day folders of {@code done/}.
 */
public record StagingOptions(
        String gateway,
        long firstEpoch,
        Quota quota,
        int untouchedFiles,
        int doneDays,
        boolean anyFileSystem,
        Optional<Thinner> thinner,
        String rowTypes,
        InstantSource clock) {

    /** Makes rows coarser without losing volume. */
    @FunctionalInterface
    public interface Thinner {
        /** The rows of one span of minutes (10 or 60) for the rows of its parts; first a row that tells of it. */
        List<String> thin(int spanMinutes, List<String> rows);
    }

    /**
     * The same with other bounds, for rows of any kind.
     *
     * @param untouched the oldest files that may be on their way.
     */
    public StagingOptions within(Quota other, int untouched) {
        return new StagingOptions(gateway, firstEpoch, other, untouched, doneDays, anyFileSystem, thinner, "", clock);
    }

    /** A directory without bounds, as tests use it. */
    public static StagingOptions unbounded(String gateway, long firstEpoch, InstantSource clock) {
        return new StagingOptions(gateway, firstEpoch, Quota.NONE, 10, 0, true, Optional.empty(), "", clock);
    }
}
