package io.nightflow.camel.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and keys as mosquitto and openssl write them. */
final class PemFiles {
    private static final char[] NO_PASSWORD = {};

    private PemFiles() {}

    static MqttClientSslConfig config(MqttEndpoint endpoint) throws IOException, GeneralSecurityException {
        MqttClientSslConfigBuilder config = MqttClientSslConfig.builder();
        if (!endpoint.getCaFile().isEmpty()) {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities("caFile", Path.of(endpoint.getCaFile())));
            config = config.trustManagerFactory(trust);
        }
        if (!endpoint.getCertificateFile().isEmpty()) {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own(Path.of(endpoint.getCertificateFile()), Path.of(endpoint.getKeyFile())), NO_PASSWORD);
            config = config.keyManagerFactory(keys);
        }
        return config.build();
    }

    private static KeyStore authorities(String option, Path file) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : certificates(option, file)) {
            store.setCertificateEntry("authority-" + number, each);
            number++;
        }
        return store;
    }

    private static KeyStore own(Path certificate, Path key) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        Collection<? extends Certificate> chain = certificates("certificateFile", certificate);
        store.setKeyEntry("own", key(key), NO_PASSWORD, chain.toArray(Certificate[]::new));
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String option, Path file)
            throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(read(option, file)));
        if (found.isEmpty()) {
            throw new IllegalArgumentException(option + ": " + file + " holds no certificate (PEM)");
        }
        return found;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String text = new String(read("keyFile", file), StandardCharsets.ISO_8859_1);
        if (!text.contains("BEGIN PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "keyFile: " + file + " must hold a key in PEM, PKCS#8 without a password:"
                            + " openssl pkcs8 -topk8 -nocrypt -in key.pem");
        }
        byte[] der = Base64.getMimeDecoder()
                .decode(text.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----|-----END PRIVATE KEY-----.*", ""));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // it is of another kind
            }
        }
        throw new IllegalArgumentException("keyFile: " + file + " holds no key of RSA, EC or EdDSA");
    }

    private static byte[] read(String option, Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(option + ": " + file + " is not there, or may not be read");
        }
        return Files.readAllBytes(file);
    }
}
