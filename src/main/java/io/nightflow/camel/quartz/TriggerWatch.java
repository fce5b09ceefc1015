package io.nightflow.camel.quartz;

import io.nightflow.time.GatewayClock;
import java.util.Date;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.OperableTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps triggers going where the machine's clock is set back: Quartz would wait for the time that it had reckoned before, be
 * it a year. (A clock set forward needs nothing: what lies in the past by then fires at once.) To be asked by a timer that
 * does not go by the clock.
 */
public final class TriggerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TriggerWatch.class);
    private static final long LATE_MILLIS = 1_000;

    private final Scheduler scheduler;
    private final GatewayClock clock;

    /** Over the triggers of this scheduler, which go by this clock. */
    public TriggerWatch(Scheduler scheduler, GatewayClock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Reckons anew the next time of each trigger that would fire later than its rule says; gives how many. */
    @SuppressWarnings("JavaUtilDate") // Quartz speaks Date
    public int check() {
        int moved = 0;
        try {
            for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
                Trigger trigger = scheduler.getTrigger(key);
                Date now =
                        Date.from(clock.toMachine(clock.instant())); // after it: one that fires now has its next time
                if (trigger instanceof OperableTrigger operable && isLate(operable, now)) {
                    OperableTrigger again = (OperableTrigger) operable.clone();
                    again.setStartTime(now);
                    scheduler.rescheduleJob(key, again);
                    LOG.warn("the clock was set back: trigger {} goes on from {}", key.getName(), clock.instant());
                    moved++;
                }
            }
        } catch (SchedulerException | RuntimeException e) {
            LOG.warn("checking the triggers: {}", e.getMessage());
        }
        return moved;
    }

    @SuppressWarnings("JavaUtilDate")
    private static boolean isLate(OperableTrigger trigger, Date now) {
        OperableTrigger fresh = (OperableTrigger) trigger.clone();
        fresh.setStartTime(now);
        Date byRule = fresh.getFireTimeAfter(now);
        Date next = trigger.getNextFireTime();
        return byRule != null && next != null && next.getTime() - byRule.getTime() > LATE_MILLIS;
    }
}
