package io.nightflow.gateway;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.nightflow.settings.Key;
import io.nightflow.settings.LogFormat;
import io.nightflow.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The log as the settings want it: text or JSON, to standard output or into files of bounded size. */
public final class Logging {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Logging.class);
    private static final String QUEUE = "queue";
    private static final int QUEUE_LINES = 2_000;
    private static final int FLUSH_MILLIS = 500;
    private static final int OLD_FILES_MAX = 9;
    private static final long FILE_BYTES_MAX = 10 * 1_048_576;

    private Logging() {}

    /** From a queue: a standard output that nobody reads, or a disk that hangs, holds up nobody but the log. */
    public static void apply(Settings settings) {
        boolean json = settings.get(Key.LOG_FORMAT) == LogFormat.JSON;
        Optional<Path> file = settings.pathIfAny(Key.LOG_FILE);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        OutputStreamAppender<ILoggingEvent> appender =
                file.isPresent() ? rolling(context, file.get()) : new ConsoleAppender<>();
        start(context, appender, json ? json(context) : text(context));
        boolean inVain = !appender.isStarted();
        if (inVain) {
            appender = new ConsoleAppender<>();
            start(context, appender, json ? json(context) : text(context));
        }
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setName(QUEUE);
        queue.setQueueSize(QUEUE_LINES);
        queue.setNeverBlock(true);
        queue.setMaxFlushTime(FLUSH_MILLIS);
        queue.addAppender(appender);
        queue.start();
        context.getLogger("io.nightflow")
                .setLevel(Level.valueOf(settings.get(Key.LOG_LEVEL).name()));
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(queue);
        if (inVain) {
            LOG.error("log.file: {} cannot be written, the log goes to standard output", file.orElseThrow());
        }
    }

    /** Writes what is in the queue, for half a second at most; what comes later is lost. */
    public static void flush() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var queue = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(QUEUE);
        if (queue != null) {
            queue.stop();
        }
    }

    /** Where the terminal has something better to show. */
    public static void toFile(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        use(context, appender, text(context));
    }

    static void toConsole(LoggerContext context) {
        use(context, new ConsoleAppender<>(), text(context));
    }

    private static void use(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Encoder<ILoggingEvent> encoder) {
        start(context, appender, encoder);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
    }

    private static void start(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Encoder<ILoggingEvent> encoder) {
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
    }

    private static RollingFileAppender<ILoggingEvent> rolling(LoggerContext context, Path file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        FixedWindowRollingPolicy old = new FixedWindowRollingPolicy();
        old.setContext(context);
        old.setParent(appender);
        old.setFileNamePattern(file + ".%i");
        old.setMinIndex(1);
        old.setMaxIndex(OLD_FILES_MAX);
        old.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
        full.setContext(context);
        full.setMaxFileSize(new FileSize(FILE_BYTES_MAX));
        full.start();
        appender.setRollingPolicy(old);
        appender.setTriggeringPolicy(full);
        return appender;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        // one line an event, whatever a message quotes; of a stack trace, which only a bug shows, the first line
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss} %-5level %replace(%msg){'[\\p{C}&&[^\\t]]', '?'}%n%ex{short}");
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.start();
        return encoder;
    }
}
