package io.nightflow.deliver;

import io.nightflow.link.Lane;
import io.nightflow.link.ThinnedRows;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UplinkKey;
import io.nightflow.staging.Disk;
import io.nightflow.staging.Quota;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The staging directory of each lane: {@code results} every 10 minutes, {@code alerts} at once.
 *
 * @param results result rows.
 * @param alerts alerts.
 */
public record StagingLanes(StagingDirectory results, StagingDirectory alerts) implements AutoCloseable {
    private static final int UPLINK_FILES = 64 * 60; // a window of batches

    /** Opens both; another process that drains one of them is no fault. */
    public static StagingLanes open(Settings settings, InstantSource clock, Disk disk) throws IOException {
        StagingDirectory results = open(settings, clock, Lane.RESULTS, disk);
        try {
            return new StagingLanes(results, open(settings, clock, Lane.ALERTS, disk));
        } catch (IOException e) {
            results.close();
            throw e;
        }
    }

    /** Opens that of one lane. */
    public static StagingDirectory open(Settings settings, InstantSource clock, Lane lane, Disk disk)
            throws IOException {
        Path directory = settings.path(Key.STAGING_DIRECTORY).resolve(lane.word());
        return StagingDirectory.open(directory, options(settings, clock, Optional.of(lane)), disk);
    }

    /** Opens that of a lane to the fleet, in {@code uplink/} with bounds of its own. */
    public static StagingDirectory openUplink(Settings settings, InstantSource clock, Lane lane, Disk disk)
            throws IOException {
        StagingOptions options = options(settings, clock, Optional.of(lane))
                .within(
                        new Quota(
                                settings.get(UplinkKey.BYTES_MAX),
                                settings.get(UplinkKey.FILES_MAX),
                                settings.get(Key.STAGING_FREE_MIN)),
                        UPLINK_FILES);
        Path directory = settings.path(Key.STAGING_DIRECTORY).resolve("uplink").resolve(lane.word());
        return StagingDirectory.open(directory, options, disk);
    }

    /** Options of a lane, or of a directory of an integrator's own, which is no lane. */
    public static StagingOptions options(Settings settings, InstantSource clock, Optional<Lane> lane) {
        return new StagingOptions(
                settings.text(Key.GATEWAY_ID),
                clock.instant().getEpochSecond(),
                new Quota(
                        settings.get(Key.STAGING_BYTES_MAX),
                        settings.get(Key.STAGING_FILES_MAX),
                        settings.get(Key.STAGING_FREE_MIN)),
                settings.get(Key.DELIVER_BATCH),
                settings.get(Key.STAGING_DONE_DAYS),
                settings.get(Key.STAGING_ANY_FILE_SYSTEM),
                lane.filter(Lane.RESULTS::equals).map(results -> ThinnedRows::of),
                lane.map(Lane::rowTypes).orElse(""),
                clock);
    }

    @Override
    public void close() throws IOException {
        try {
            results.close();
        } finally {
            alerts.close();
        }
    }
}
