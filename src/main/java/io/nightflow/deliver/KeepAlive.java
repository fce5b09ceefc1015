package io.nightflow.deliver;

import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import io.nightflow.staging.Backlog;
import io.nightflow.staging.StagingDirectory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says hello on the alerts lane where nothing was said to the device for a minute: it sets its clock by it, and whoever looks
 * at the line sees whether it answers. The one that drains speaks, no other.
 */
public final class KeepAlive {
    private static final Logger LOG = LoggerFactory.getLogger(KeepAlive.class);
    private static final long IDLE_MILLIS = 60_000;

    private final StagingDirectory alerts;
    private final DeviceLine line;
    private final String gateway;
    private final InstantSource clock;

    /** On this line, for this lane. */
    public KeepAlive(StagingDirectory alerts, DeviceLine line, String gateway, InstantSource clock) {
        this.alerts = alerts;
        this.line = line;
        this.gateway = gateway;
        this.clock = clock;
    }

    /** To be called each few seconds. */
    public void look() {
        try {
            if (line.isThere()
                    && line.idleMillis() >= IDLE_MILLIS
                    && alerts.tryDrainLock()
                    && line.turn().tryTake()) {
                try {
                    Backlog backlog = alerts.backlog();
                    long utc = clock.instant().getEpochSecond();
                    Message hello = new Message.Hello(
                            gateway, Lane.ALERTS, backlog.epoch(), backlog.first(), backlog.next(), utc);
                    line.send(List.of(hello.body()));
                } finally {
                    line.turn().give();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("keeping the device's line alive: {}", e.getMessage()); // a port that is not open tells so itself
        }
    }
}
