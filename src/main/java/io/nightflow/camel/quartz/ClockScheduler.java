package io.nightflow.camel.quartz;

import io.nightflow.time.GatewayClock;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.SimpleThreadPool;

/** A Quartz scheduler whose cron triggers go by the gateway's clock. */
public final class ClockScheduler {
    private static final int THREADS = 6;

    private ClockScheduler() {}

    /** Makes a scheduler; {@code name} must be its own in this JVM. */
    public static Scheduler create(String name, GatewayClock clock) throws SchedulerException {
        SimpleThreadPool threads = new SimpleThreadPool(THREADS, Thread.NORM_PRIORITY);
        threads.setThreadNamePrefix("quartz");
        threads.setInstanceName(name);
        threads.initialize();
        DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
        factory.createScheduler(name, name, threads, new ClockJobStore(clock));
        return factory.getScheduler(name);
    }
}
