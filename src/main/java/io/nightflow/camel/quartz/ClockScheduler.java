package io.nightflow.camel.quartz;

import io.nightflow.time.GatewayClock;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.DirectSchedulerFactory;

/** A Quartz scheduler whose cron triggers go by the gateway's clock. */
public final class ClockScheduler {
    private static final int THREADS = 6;

    private ClockScheduler() {}

    /** Makes a scheduler; {@code name} must be its own in this JVM. */
    public static Scheduler create(String name, GatewayClock clock) throws SchedulerException {
        DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
        factory.createScheduler(name, name, new WaitingThreads(THREADS), new ClockJobStore(clock));
        return factory.getScheduler(name);
    }
}
