package io.nightflow.camel.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightflow.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.OperableTrigger;

class ClockSchedulerTest {
    private static final Instant EVENING = Instant.parse("2026-03-10T20:59:30Z");

    @Test
    void a_cron_fires_at_the_minutes_of_a_faster_clock() throws Exception {
        GatewayClock clock = GatewayClock.simulated(InstantSource.system(), EVENING, 600);
        List<Instant> fired = new CopyOnWriteArrayList<>();
        Scheduler scheduler = ClockScheduler.create("faster", clock);
        try (DefaultCamelContext camel = context(scheduler)) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("quartz:job?cron=0+1/10+*+*+*+?&trigger.timeZone=UTC&stateful=true")
                            .process(exchange -> fired.add(exchange.getIn()
                                    .getHeader("scheduledFireTime", Date.class)
                                    .toInstant()));
                }
            });
            camel.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> fired.size() >= 3);
        } finally {
            scheduler.shutdown(true);
        }
        // Quartz says when it was due, by the machine: ten minutes of the clock are a second of it, however late it
        // came
        for (int i = 0; i < fired.size(); i++) {
            assertThat(fired.get(i))
                    .as("due at %s", fired)
                    .isEqualTo(fired.get(0).plusSeconds(i));
        }
    }

    @Test
    void a_simulated_clock_stands_still_and_goes_on_from_there() {
        Instant[] machine = {Instant.parse("2026-11-28T12:00:00Z")};
        GatewayClock clock = GatewayClock.simulated(() -> machine[0], EVENING, 60);
        machine[0] = machine[0].plusSeconds(1);
        assertThat(clock.instant()).isEqualTo(EVENING.plusSeconds(60));
        clock.stop();
        clock.stop();
        machine[0] = machine[0].plusSeconds(30);
        assertThat(clock.instant()).isEqualTo(EVENING.plusSeconds(60));
        clock.goOn();
        clock.goOn();
        assertThat(clock.instant()).isEqualTo(EVENING.plusSeconds(60));
        machine[0] = machine[0].plusSeconds(2);
        assertThat(clock.instant()).isEqualTo(EVENING.plusSeconds(180));
    }

    /** As after the machine's clock was set back by a year: the next time that Quartz has reckoned lies a year ahead. */
    @Test
    void a_trigger_goes_on_after_the_clock_was_set_back() throws Exception {
        GatewayClock clock = GatewayClock.of(InstantSource.system());
        List<Instant> fired = new CopyOnWriteArrayList<>();
        Scheduler scheduler = ClockScheduler.create("set-back", clock);
        TriggerWatch watch = new TriggerWatch(scheduler, clock);
        try (DefaultCamelContext camel = context(scheduler)) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("quartz:job?cron=*+*+*+*+*+?&trigger.timeZone=UTC&stateful=true")
                            .process(exchange -> fired.add(clock.instant()));
                }
            });
            camel.start();
            await().atMost(Duration.ofSeconds(10)).until(() -> !fired.isEmpty());
            assertThat(watch.check()).as("nothing to do").isZero();
            TriggerKey key = scheduler
                    .getTriggerKeys(GroupMatcher.anyTriggerGroup())
                    .iterator()
                    .next();
            OperableTrigger late = (OperableTrigger) ((OperableTrigger) scheduler.getTrigger(key)).clone();
            late.setStartTime(Date.from(clock.instant().plus(Duration.ofDays(365))));
            scheduler.rescheduleJob(key, late);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> scheduler
                            .getTrigger(key)
                            .getNextFireTime()
                            .after(Date.from(clock.instant().plus(Duration.ofDays(300)))));
            int before = fired.size();
            assertThat(watch.check()).isEqualTo(1);
            await().atMost(Duration.ofSeconds(10)).until(() -> fired.size() > before + 1);
            assertThat(watch.check()).isZero();
        } finally {
            scheduler.shutdown(true);
        }
    }

    /** Looked at in the moment in which it fires, a trigger has its next time already: the clock was not set back. */
    @Test
    void a_trigger_that_fires_while_it_is_looked_at_is_left_alone() throws Exception {
        Scheduler scheduler = ClockScheduler.create("meanwhile", GatewayClock.of(InstantSource.system()));
        CronTrigger each = TriggerBuilder.newTrigger()
                .withIdentity("each")
                .withSchedule(CronScheduleBuilder.cronSchedule("0 * * * * ?"))
                .build();
        scheduler.scheduleJob(JobBuilder.newJob(Nothing.class).build(), each);
        Date fires = scheduler.getTrigger(each.getKey()).getNextFireTime();
        GatewayClock clock = GatewayClock.of(() -> {
            try {
                CronTrigger fired = each.getTriggerBuilder()
                        .startAt(Date.from(fires.toInstant().plusSeconds(1)))
                        .build();
                scheduler.rescheduleJob(each.getKey(), fired);
            } catch (SchedulerException e) {
                throw new IllegalStateException(e);
            }
            return fires.toInstant().minusMillis(1);
        });
        assertThat(new TriggerWatch(scheduler, clock).check()).isZero();
        assertThat(scheduler.getTrigger(each.getKey()).getNextFireTime()).isAfter(fires);
        scheduler.shutdown();
    }

    /** A job. */
    public static final class Nothing implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            // it is not come to that
        }
    }

    @Test
    void a_clock_at_the_machines_pace_is_the_machines() {
        Instant now = Instant.parse("2026-03-10T21:00:00Z");
        assertThat(GatewayClock.of(InstantSource.fixed(now)).instant()).isEqualTo(now);
        assertThat(GatewayClock.simulated(InstantSource.fixed(now), EVENING, 60).instant())
                .isEqualTo(EVENING);
    }

    private static DefaultCamelContext context(Scheduler scheduler) {
        DefaultCamelContext camel = new DefaultCamelContext();
        QuartzComponent quartz = new QuartzComponent();
        quartz.setScheduler(scheduler);
        camel.addComponent("quartz", quartz);
        return camel;
    }
}
