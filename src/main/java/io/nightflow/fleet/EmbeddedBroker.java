package io.nightflow.fleet;

import io.nightflow.settings.FleetKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that needs nothing installed: Artemis in this process, on loopback only, with its journal in a folder. For a demo and
 * small sites: a connection takes 100 KB of it, of mosquitto 2.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private static final long BYTES_MAX = 32 * 1_048_576;
    private static final int JOURNAL_FILE_BYTES = 1_048_576;

    private final EmbeddedActiveMQ server;

    private EmbeddedBroker(EmbeddedActiveMQ server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @throws IOException the port or the folder cannot be used.
     */
    public static EmbeddedBroker start(Path folder, int port) throws IOException {
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalMinFiles(2)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setGlobalMaxSize(BYTES_MAX)
                .setMaxDiskUsage(-1)
                .setScheduledThreadPoolMaxSize(2)
                .setThreadPoolMaxSize(8);
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setAutoCreateQueues(true)
                        .setAutoCreateAddresses(true)
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE));
        Optional<String> taken = LoopbackPort.trouble(port, FleetKey.BROKER_PORT.text());
        if (taken.isPresent()) {
            throw new IOException("the embedded broker: " + taken.get());
        }
        try {
            configuration.addAcceptorConfiguration(
                    "mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT&remotingThreads=2&useEpoll=false");
            EmbeddedActiveMQ server = new EmbeddedActiveMQ();
            server.setConfiguration(configuration);
            server.start();
            if (!server.getActiveMQServer().isActive()) { // why, it tells nobody but its own log
                server.stop();
                throw new IllegalStateException("it has not come up. Look at its folder " + folder);
            }
            return new EmbeddedBroker(server);
        } catch (Exception e) {
            throw new IOException("the embedded broker on port " + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("stopping the broker: {}", e.getMessage());
        }
    }
}
