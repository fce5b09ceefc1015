package io.nightflow.camel.quartz;

import io.nightflow.time.GatewayClock;
import org.quartz.JobPersistenceException;
import org.quartz.impl.triggers.CronTriggerImpl;
import org.quartz.simpl.RAMJobStore;
import org.quartz.spi.OperableTrigger;

/** Keeps triggers in memory and makes each cron trigger go by the gateway's clock. */
final class ClockJobStore extends RAMJobStore {
    private final GatewayClock clock;

    ClockJobStore(GatewayClock clock) {
        this.clock = clock;
    }

    @Override
    public void storeTrigger(OperableTrigger trigger, boolean replaceExisting) throws JobPersistenceException {
        if (!(trigger instanceof CronTriggerImpl cron) || trigger instanceof ClockTrigger) {
            super.storeTrigger(trigger, replaceExisting);
            return;
        }
        ClockTrigger clocked = new ClockTrigger(cron, clock);
        clocked.computeFirstFireTime(null);
        super.storeTrigger(clocked, replaceExisting);
        // Quartz waits for the first time of the trigger that it was given: make it look again
        signaler.signalSchedulingChange(0);
    }
}
