package io.nightflow.collect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Minute;
import io.nightflow.store.AlertStore;
import io.nightflow.store.ClockStore;
import io.nightflow.store.HeldReadings;
import io.nightflow.store.ReadingStore;
import io.nightflow.time.BootTime;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once the clock is good, gives readings that were held their minute and stores those that were early; notes how far the
 * meters' clocks are off.
 */
public final class ReleaseHeldReadings {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseHeldReadings.class);

    private static final long KEEP_SECONDS = 3_600;

    private final HeldReadings held;
    private final ReadingStore readings;
    private final AlertStore alerts;
    private final MeterClocks meters;
    private final BootTime bootTime;
    private final InstantSource clock;
    private final ClockStore clocks;
    private BootTime.State told = BootTime.State.BELIEVED;
    private long keptAt = Long.MIN_VALUE / 2;
    private boolean lostTold;
    private boolean earlyTold;

    /** Between these stores. */
    public ReleaseHeldReadings(
            UntimedReadings timeless,
            ReadingStore readings,
            AlertStore alerts,
            ClockStore clocks,
            InstantSource clock) {
        this.clocks = clocks;
        this.held = timeless.held();
        this.meters = timeless.meters();
        this.bootTime = timeless.bootTime();
        this.readings = readings;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Does what is due. */
    public synchronized void keepTime() {
        keepWhatIsKnown();
        if (!bootTime.isClockGood()) {
            return;
        }
        release();
        releaseEarly();
        readings.saveClocks(meters.ahead()).join();
        List<Alert> news = meters.alerts(Minute.containing(clock.instant()));
        alerts.add(news).join();
        meters.told(news);
    }

    /** The clock, each hour and where it changes; so that a restart believes it no more than before. */
    private void keepWhatIsKnown() {
        BootTime.State state = bootTime.state();
        if (state != told) {
            tell(state);
        } else if (bootTime.seconds() - keptAt < KEEP_SECONDS) {
            return;
        }
        told = state;
        keptAt = bootTime.seconds();
        BootTime.Known known = bootTime.known();
        clocks.write(new ClockStore.Row(
                        known.boot(), known.bootSecond(), known.wall(), known.shown(), known.agreedSince()))
                .join();
    }

    private void tell(BootTime.State state) {
        switch (state) {
            case BELIEVED -> LOG.info("the clock is good: it shows {}", clock.instant());
            case NONE ->
                LOG.error(
                        "the clock shows {}, before this program was built: it is not trusted. Readings with a time of"
                                + " their own are stored, others are held. Set the clock, or start a time service",
                        clock.instant());
            case FAR ->
                LOG.error(
                        "the clock shows {}, more than 31 days after all that is known here: it is not trusted until it"
                                + " has gone right for a day, or stamps of meters say the same. Readings without a time"
                                + " are held. Look whether it is right",
                        clock.instant());
            case DOUBTED ->
                LOG.error(
                        "the clock has jumped {} hours ahead: that is not believed until it has gone right for a day, or"
                                + " stamps of meters say the same. Until then it is {} here. Set the clock, or look whether"
                                + " it is right",
                        -bootTime.correction() / 3_600,
                        clock.instant());
        }
    }

    /** What waited for its minute: our clock was behind, or the meter's is ahead. */
    private void releaseEarly() {
        Minute now = Minute.containing(clock.instant());
        while (readings.appendEarly(now).join().stored() > 0) {
            // a clock that is set right has many of them due at once
        }
        int waiting = readings.early();
        if (waiting > 0 && !earlyTold) {
            LOG.warn(
                    "{} readings are stamped ahead of this machine's clock, which shows {}. They are kept until it gets"
                            + " there. Set this clock, or the meter's",
                    waiting,
                    clock.instant());
        }
        earlyTold = waiting > 0;
    }

    private void release() {
        long nowSecond = bootTime.seconds();
        long epoch = clock.instant().getEpochSecond();
        HeldReadings.Stamped some;
        do {
            some = held.stamped(bootTime.boot(), second -> Minute.containing(epoch - (nowSecond - second)));
            if (!some.readings().isEmpty()) {
                readings.append(some.readings(), ReadingStore.Kind.LIVE).join();
                held.forget(bootTime.boot(), some.last()).join();
                LOG.info(
                        "{} readings that were held have their time",
                        some.readings().size());
            }
        } while (!some.readings().isEmpty());
        if (!lostTold) {
            lostTold = true;
            long lost = held.lost(bootTime.boot());
            if (lost > 0) {
                LOG.warn(
                        "{} readings of an earlier boot have no time; the newest 10,000 stay in the table held_reading",
                        lost);
                held.forgetLost(bootTime.boot()).join();
            }
        }
    }
}
