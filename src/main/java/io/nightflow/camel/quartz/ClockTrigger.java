package io.nightflow.camel.quartz;

import io.nightflow.time.GatewayClock;
import java.text.ParseException;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;
import org.quartz.impl.triggers.CronTriggerImpl;

/** A cron trigger that goes by the gateway's clock instead of the machine's. */
@SuppressWarnings("JavaUtilDate") // Quartz speaks Date
final class ClockTrigger extends CronTriggerImpl {
    private final transient GatewayClock clock;
    private final CronExpression cron;

    ClockTrigger(CronTriggerImpl plain, GatewayClock clock) {
        this.clock = clock;
        cron = new CronExpression(expression(plain));
        cron.setTimeZone(plain.getTimeZone());
        setCronExpression(cron);
        setKey(plain.getKey());
        setJobKey(plain.getJobKey());
        setDescription(plain.getDescription());
        setCalendarName(plain.getCalendarName());
        setPriority(plain.getPriority());
        setMisfireInstruction(plain.getMisfireInstruction());
        setJobDataMap(plain.getJobDataMap());
        setStartTime(plain.getStartTime());
        setEndTime(plain.getEndTime());
    }

    private static CronExpression expression(CronTriggerImpl plain) {
        try {
            return new CronExpression(plain.getCronExpression());
        } catch (ParseException e) {
            throw new IllegalStateException("Quartz gave a cron expression that it cannot read", e);
        }
    }

    @Override
    public @Nullable Date getFireTimeAfter(Date afterTime) {
        Date start = getStartTime();
        Date after = afterTime.before(start) ? new Date(start.getTime() - 1) : afterTime;
        Date next = cron.getTimeAfter(Date.from(clock.fromMachine(after.toInstant())));
        return next == null ? null : Date.from(clock.toMachine(next.toInstant()));
    }
}
