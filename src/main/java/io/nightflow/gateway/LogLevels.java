package io.nightflow.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * The log before the settings are read: to standard output, libraries from their warnings on. In Java, for to read XML takes a
 * tenth of the start; {@code -Dlogback.configurationFile} names an own one all the same.
 */
public final class LogLevels extends ContextAwareBase implements Configurator {
    private static final Map<String, Level> LEVELS = Map.of(
            "org.apache.camel",
            Level.WARN,
            "org.quartz",
            Level.WARN,
            "io.nightflow.camel.quartz",
            Level.WARN,
            "com.zaxxer.hikari",
            Level.ERROR, // it warns of a process that was stopped for a while
            "ai.djl",
            Level.ERROR,
            "org.apache.kafka", // tells of each broker each second; KafkaLog asks and says it once
            Level.OFF,
            "org.apache.activemq", // tells of each queue, of each stop, and asks for what Java 24 no longer has
            Level.OFF,
            "io.vertx.ext.web.RoutingContext",
            Level.OFF, // an error and a stack for each bad request
            org.slf4j.Logger.ROOT_LOGGER_NAME,
            Level.INFO);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
        Logging.toConsole(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
