package io.nightflow.operate;

import io.nightflow.deliver.LaneSender;
import io.nightflow.link.Lane;
import io.nightflow.settings.Key;
import io.nightflow.staging.Quota;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What can keep rows from the device. */
final class DeliveryHealth {
    static final String RESULTS = "deliver-results";
    static final String ALERTS = "deliver-alerts";
    private static final long BACKLOG_SECONDS_MAX = 3_600;

    /** With the minute between keep-alives and the half minute between looks, a device is noticed within three minutes. */
    private static final long UNANSWERED_SECONDS_MAX = 60;

    private final Watched watched;

    DeliveryHealth(Watched watched) {
        this.watched = watched;
    }

    static boolean isLane(String route) {
        return route.equals(RESULTS) || route.equals(ALERTS);
    }

    private Map<String, StagingDirectory> directories() {
        return new TreeMap<>(Map.of(
                Lane.RESULTS.word(), watched.lanes().staging().results(),
                Lane.ALERTS.word(), watched.lanes().staging().alerts()));
    }

    /** Rows are refused for want of room. */
    List<String> staging() {
        List<String> troubles = new ArrayList<>();
        directories().forEach((lane, directory) -> {
            if (status(directory).level() == Quota.Level.FULL) {
                troubles.add(
                        lane + ": no room for further rows, they wait in the database. Look at the device's line, or"
                                + " raise staging.bytes-max");
            }
        });
        return troubles;
    }

    /** A lane is paused, or another process has it. */
    List<String> lanes() {
        List<String> troubles = new ArrayList<>();
        if (!watched.lanes().line().isThere()) {
            return troubles;
        }
        for (String route : List.of(ALERTS, RESULTS)) {
            if (!watched.routes().runs(route)) {
                troubles.add(route + " is paused (" + watched.routes().state(route)
                        + "): rows stay staged until it is resumed");
            }
        }
        directories().forEach((lane, directory) -> {
            if (!isOurs(directory)) {
                troubles.add(lane + ": another process drains " + directory.path() + ", this one stands by");
            }
        });
        return troubles;
    }

    private static boolean isOurs(StagingDirectory directory) {
        try {
            return directory.tryDrainLock();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It says nothing, or it takes nothing. */
    List<String> device() {
        List<String> troubles = new ArrayList<>();
        long seconds = TimeUnit.MILLISECONDS.toSeconds(watched.lanes().line().unansweredMillis());
        if (seconds >= UNANSWERED_SECONDS_MAX) {
            troubles.add("the device on " + watched.settings().text(Key.DEVICE_PORT) + " has been asked for " + seconds
                    + " s and does not answer. Its power, cable, speed; rows stay staged");
        }
        for (LaneSender lane :
                List.of(watched.lanes().results(), watched.lanes().alerts())) {
            if (!lane.stopped().isEmpty()) {
                troubles.add("the device takes nothing: " + lane.stopped() + ". Look at the device; rows stay staged");
            }
        }
        return troubles;
    }

    /** Rows have waited for long. */
    List<String> backlog() {
        List<String> troubles = new ArrayList<>();
        if (!watched.lanes().line().isThere()) {
            return troubles;
        }
        directories().forEach((lane, directory) -> {
            long age = OldestRow.age(directory, watched.clock());
            if (age > BACKLOG_SECONDS_MAX) {
                troubles.add(lane + ": the oldest row that waits for the device is " + age / 60 + " minutes old");
            }
        });
        return troubles;
    }

    /** Rows that go to no device. */
    List<String> dead() {
        List<String> troubles = new ArrayList<>();
        directories().forEach((lane, directory) -> {
            long dead = status(directory).dead();
            if (dead > 0) {
                troubles.add(lane + ": " + dead + " files and rows are set aside and did not reach the device. See"
                        + " ./nightflow staging list --lane " + lane);
            }
        });
        return troubles;
    }

    private static StagingStatus status(StagingDirectory directory) {
        try {
            return directory.status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
