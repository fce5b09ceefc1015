package io.nightflow.detect;

import io.nightflow.reading.Minute;
import java.util.List;

/**
 * Sensors whose readings came long after their minute, as one transaction sees them. A logger that delivers a day of them
 * brings some each minute: judged as they come, each would make all that lies behind it be judged anew, so they gather.
 */
public interface LateReadings {
    /** One of them, from its oldest late minute on. */
    record Late(int sensor, Minute from) {}

    /** A reading of a minute came late. */
    void note(int sensor, Minute minute);

    /** Those for which no more has come for a while, or that have gathered for long. */
    List<Late> quiet(int max);

    /** Those whose oldest lies this far back. */
    List<Late> from(Minute oldest, int max);

    /** Makes what a sensor has between two minutes due again; what was judged keeps its verdict until then. */
    void judgeAgain(int sensor, Minute from, Minute until);

    /** Whether a minute of a sensor was judged before, without what came late. */
    boolean isReplay(int sensor, Minute minute);

    /** Nothing of a sensor is late any more. */
    void forget(int sensor);
}
