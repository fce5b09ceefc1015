package io.nightflow.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import io.nightflow.settings.PemFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** What a session with a broker believes and shows. */
final class MqttTls {
    private MqttTls() {}

    static MqttClientSslConfig of(MqttPeer peer) throws IOException, GeneralSecurityException {
        MqttClientSslConfigBuilder config = MqttClientSslConfig.builder();
        if (!peer.caFile().isEmpty()) {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(PemFiles.authorities("caFile", Path.of(peer.caFile())));
            config = config.trustManagerFactory(trust);
        }
        if (!peer.certificateFile().isEmpty()) {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(
                    PemFiles.own(
                            new PemFiles.Named("certificateFile", Path.of(peer.certificateFile())),
                            new PemFiles.Named("keyFile", Path.of(peer.keyFile()))),
                    PemFiles.NO_PASSWORD);
            config = config.keyManagerFactory(keys);
        }
        return config.build();
    }
}
