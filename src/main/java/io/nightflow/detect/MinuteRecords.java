package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.util.List;

/**
 * Readings and what was found of them, as one transaction of judging sees them. What goes wrong ends the transaction with
 * an unchecked exception of the keeper's.
 */
public interface MinuteRecords {
    /** A sensor that has stopped sending: its keeper's number, and the first minute without a reading. */
    record Silent(int id, SensorId sensor, Minute since) {}

    /** The oldest minutes before one that hold readings to be judged. */
    List<Minute> dueMinutes(Minute before, int max);

    /** What is due of a minute, by sensor. */
    List<DueReading> due(Minute minute);

    /** What is due of a minute of a sensor. */
    List<DueReading> due(Minute minute, int sensor);

    /** What is due or judged of a minute of a sensor; not what is there to learn from only. */
    List<DueReading> dueOrJudged(Minute minute, int sensor);

    /** Whether a reading is still to be judged. */
    boolean isDue(Minute minute, int sensor);

    /** What else is known of a sensor. */
    SensorFacts facts(int sensor);

    /** What detection remembers. */
    SensorMemories memories();

    /** Sensors whose readings come late. */
    LateReadings late();

    /**
     * Keeps alerts.
     *
     * @param isLate whether their minute was judged before: what stands already, or only moved by up to an hour, is not told
     *     again.
     */
    void raise(List<Alert> alerts, boolean isLate);

    /** Keeps what was found of a reading; its row goes out with the minute that is done next, where that changed. */
    void found(DueReading due, Judge.Judged judged);

    /** How many were found so far in this transaction. */
    int count();

    /** Makes what was found visible to what is asked next. */
    void flush();

    /** Sends the rows on their way; a minute is no longer due. */
    void done(Minute minute);

    /** A minute holds more that is due. */
    void stillDue(Minute minute);

    /** Makes what a sensor has from a minute on due again; history stays history. */
    void judgeAgain(Minute from, int sensor);

    /**
     * Sensors, listed or heard for a day, that have not been heard for {@code minutes}, nor for twice as long as they
     * usually are not, and are not known as silent.
     *
     * @param listeningSince the first minute whose readings could have been heard.
     */
    List<Silent> silent(Minute now, long minutes, Minute listeningSince);

    /** Whether a sensor has sent this minute or a later one. */
    boolean isHeardSince(SensorId sensor, Minute minute);

    /** A sensor is known as silent from now on. */
    void markSilent(Silent silent);
}
