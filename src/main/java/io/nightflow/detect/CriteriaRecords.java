package io.nightflow.detect;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where versions of the criteria of each sensor and quantity are kept, and the history that they are built from. */
public interface CriteriaRecords {
    /**
     * One version.
     *
     * @param sensor the metering point.
     * @param quantity what is measured.
     * @param version from 1.
     * @param source {@code history}, or the name of a seed file.
     * @param builtAt when.
     * @param from first minute of the span it was built from.
     * @param to the minute after it.
     * @param mean of all values.
     * @param deviation standard deviation.
     * @param windowShare how far the mean of 40 minutes strays, as a share of how far one minute does.
     * @param profile what is usual at each hour of the week, as detection writes it.
     * @param isInUse whether detection judges by it.
     */
    record Version(
            SensorId sensor,
            Quantity quantity,
            int version,
            String source,
            Minute builtAt,
            Minute from,
            Minute to,
            double mean,
            double deviation,
            double windowShare,
            byte[] profile,
            boolean isInUse) {
        /** The same as another version. */
        public Version numbered(int number) {
            return new Version(
                    sensor, quantity, number, source, builtAt, from, to, mean, deviation, windowShare, profile, true);
        }
    }

    /** What detection remembers of a sensor, on the disk; empty arrays for nothing. */
    record Remembered(byte[] memory, byte[] profiles) {}

    /** Makes what is remembered start from a version. */
    @FunctionalInterface
    interface Adoption {
        /** The new memory, given the old one. */
        Remembered adopt(Remembered before, Version version);
    }

    /** Takes the believed readings of a sensor, in the order of time. */
    @FunctionalInterface
    interface History {
        /** NaN for a value that was not sent, is faulty, or lies in an alarm. */
        void add(Minute minute, double flow, double pressure);
    }

    /** All sensors that have readings or are listed. */
    List<SensorId> sensors();

    /** All versions of all sensors, the newest of each first. */
    List<Version> versions();

    /** Whether a sensor has a value of a quantity in the day from a minute on. */
    boolean hasValue(SensorId sensor, Quantity quantity, Minute day);

    /** Hands over the history of a sensor from a minute up to another; what was judged at this stage or higher is not believed. */
    void history(SensorId sensor, Minute from, Minute to, Stage alert, History history);

    /** Stores a new version (its own number does not count) and judges by it from now on; gives its number. */
    CompletableFuture<Integer> add(Version version, Adoption adoption);

    /** Judges by an older version again; false where there is no such version. */
    CompletableFuture<Boolean> restore(SensorId sensor, Quantity quantity, int version, Adoption adoption);
}
