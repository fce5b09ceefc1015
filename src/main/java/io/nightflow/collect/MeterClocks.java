package io.nightflow.collect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each meter's clock is ahead of ours. A line takes its time, and a reading may have waited: of the last 60
 * stamps the one that came soonest counts. A meter that is off by 5 minutes or more is told, once, and when it is right
 * again.
 */
public final class MeterClocks {
    private static final int METERS_MAX = 20_000;
    private static final int STAMPS = 60;
    private static final long WRONG_SECONDS = 300;

    private final Map<SensorId, Window> windows = new HashMap<>();
    private final Map<SensorId, Long> wrongSince = new HashMap<>();

    /** That knows nothing yet. */
    public MeterClocks() {
        this(List.of());
    }

    /** Of these it was told that they are wrong, and not that they are right again. */
    public MeterClocks(List<Alert> told) {
        told(told);
    }

    private static final class Window {
        long ahead = Long.MIN_VALUE;
        long soonest = Long.MIN_VALUE;
        long firstStamp;
        long firstNow;
        int count;

        /** A meter that sends what it has kept runs through its stamps faster than time goes by: that says nothing. */
        boolean isLive(long stamp, long now) {
            return 2 * (now - firstNow) >= stamp - firstStamp;
        }
    }

    /** Takes a stamp in, both in seconds since 1970. */
    public synchronized void stamped(SensorId sensor, long stamp, long now) {
        if (windows.size() >= METERS_MAX && !windows.containsKey(sensor)) {
            return; // more names than meters: noise, or worse
        }
        Window window = windows.computeIfAbsent(sensor, id -> new Window());
        if (window.count == 0) {
            window.firstStamp = stamp;
            window.firstNow = now;
        }
        window.soonest = Math.max(window.soonest, stamp - now);
        window.count++;
        if (window.count == STAMPS) {
            window.ahead = window.isLive(stamp, now) ? window.soonest : window.ahead;
            window.soonest = Long.MIN_VALUE;
            window.count = 0;
        }
    }

    /** Seconds ahead of ours, of the meters that have sent 60 stamps. */
    public synchronized Map<SensorId, Long> ahead() {
        Map<SensorId, Long> known = new HashMap<>();
        windows.forEach((sensor, window) -> {
            if (window.ahead != Long.MIN_VALUE) {
                known.put(sensor, window.ahead);
            }
        });
        return known;
    }

    /** Notes that these alerts are on the disk. */
    public synchronized void told(List<Alert> alerts) {
        for (Alert alert : alerts) {
            if (alert.isEnd()) {
                wrongSince.remove(alert.sensor());
            } else {
                wrongSince.put(alert.sensor(), alert.minute().epochSecond());
            }
        }
    }

    /** Meters whose clock has become wrong or right since the last that were {@link #told}. */
    public synchronized List<Alert> alerts(Minute now) {
        List<Alert> alerts = new ArrayList<>();
        ahead().forEach((sensor, ahead) -> {
            boolean wrong = Math.abs(ahead) >= WRONG_SECONDS;
            Long since = wrongSince.get(sensor);
            if (wrong && since == null) {
                Reason reason =
                        Reason.of(ahead > 0 ? ReasonKind.CLOCK_AHEAD : ReasonKind.CLOCK_BEHIND, Math.abs(ahead));
                alerts.add(Alert.ofSensor(sensor, now, EventKind.CLOCK_WRONG, false, 1, reason));
            } else if (!wrong && since != null) {
                long minutes = (now.epochSecond() - since) / 60;
                Reason reason = Reason.of(ReasonKind.CLOCK_RIGHT);
                alerts.add(Alert.ofSensor(sensor, now, EventKind.CLOCK_WRONG, true, minutes, reason));
            }
        });
        return alerts;
    }
}
