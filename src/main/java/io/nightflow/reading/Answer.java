package io.nightflow.reading;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a person says of an alert or of nights.
 *
 * @param sensor the metering point.
 * @param from the first morning that it holds for, in days since 1970.
 * @param to the last one.
 * @param kind what it was.
 * @param who says so.
 * @param second when, in seconds since 1970.
 * @param note in his own words; may be empty.
 */
public record Answer(SensorId sensor, long from, long to, Kind kind, String who, long second, String note) {
    /** What it was; the same list wherever a person answers. */
    public enum Kind {
        /** A leak was found and still runs: its nights are the level that more is measured against. */
        FOUND("found"),
        /** It was mended: the nights of before it are the usual again. */
        REPAIRED("repaired"),
        /** A burst that is over. */
        BURST("burst"),
        /** Water was taken from a hydrant. */
        HYDRANT("hydrant"),
        /** The meter was worked on or exchanged: the level is learnt anew from then on. */
        METER_WORK("meter work"),
        /** Work that was planned. */
        PLANNED("planned"),
        /** Nothing was wrong: these nights are usual ones. */
        FALSE("false"),
        /** Consumption has changed for good: the level is learnt anew from the first of these nights on. */
        NEW_USUAL("new usual");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As people write it. */
        public String words() {
            return words;
        }

        /** The kind of that name, with a dash for a blank as well. */
        public static Optional<Kind> find(String words) {
            return Arrays.stream(values())
                    .filter(kind -> kind.words.equals(words.replace('-', ' ')))
                    .findFirst();
        }
    }

    /** Whether it is said of the night of a morning. */
    public boolean holdsFor(long day) {
        return from <= day && day <= to;
    }
}
