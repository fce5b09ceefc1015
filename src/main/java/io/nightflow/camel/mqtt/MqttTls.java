package io.nightflow.camel.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import io.nightflow.camel.PemFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** What a session with a broker believes and shows. */
final class MqttTls {
    private MqttTls() {}

    static MqttClientSslConfig of(MqttEndpoint endpoint) throws IOException, GeneralSecurityException {
        MqttClientSslConfigBuilder config = MqttClientSslConfig.builder();
        if (!endpoint.getCaFile().isEmpty()) {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(PemFiles.authorities("caFile", Path.of(endpoint.getCaFile())));
            config = config.trustManagerFactory(trust);
        }
        if (!endpoint.getCertificateFile().isEmpty()) {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(
                    PemFiles.own(
                            new PemFiles.Named("certificateFile", Path.of(endpoint.getCertificateFile())),
                            new PemFiles.Named("keyFile", Path.of(endpoint.getKeyFile()))),
                    PemFiles.NO_PASSWORD);
            config = config.keyManagerFactory(keys);
        }
        return config.build();
    }
}
