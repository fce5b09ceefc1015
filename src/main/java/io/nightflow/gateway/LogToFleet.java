package io.nightflow.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.nightflow.uplink.Uplink;
import org.slf4j.LoggerFactory;

/** Warnings and errors of the log, for the fleet as well: {@code 2026-11-29T10:00:00Z WARN words}; not what the uplink itself says. */
final class LogToFleet extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Uplink uplink;

    LogToFleet(Uplink uplink) {
        this.uplink = uplink;
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        setContext(context);
        start();
        root(context).addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean own = event.getLoggerName().startsWith("io.nightflow.uplink")
                || event.getLoggerName().startsWith("io.nightflow.mqtt")
                || event.getLoggerName().startsWith("com.hivemq");
        if (event.getLevel().isGreaterOrEqual(Level.WARN) && !own) {
            String words = event.getFormattedMessage().replaceAll("\\p{Cntrl}", " ");
            uplink.log(event.getInstant() + " " + event.getLevel() + " " + words);
        }
    }

    @Override
    public void close() {
        root((LoggerContext) getContext()).detachAppender(this);
        stop();
    }

    private static Logger root(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
