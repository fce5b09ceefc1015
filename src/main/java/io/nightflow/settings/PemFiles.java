package io.nightflow.settings;

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
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Certificates and keys as mosquitto and openssl write them. */
public final class PemFiles {
    /** Of the stores that are given: they never leave the memory. */
    public static final char[] NO_PASSWORD = {};

    private static final Pattern CERTIFICATE =
            Pattern.compile("(?s)-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----");

    private PemFiles() {}

    /**
     * Certificates that are believed.
     *
     * @param option by which the file is named.
     * @throws IllegalArgumentException it cannot be read, or holds none; the message names option and file.
     */
    public static KeyStore authorities(String option, Path file) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : certificates(option, file)) {
            store.setCertificateEntry("authority-" + number, each);
            number++;
        }
        return store;
    }

    /** A file with a PEM block. */
    public record Named(String option, Path file) {}

    /**
     * What one shows of oneself: a chain, the own one first, and its key; both may be in one file.
     *
     * @throws IllegalArgumentException one cannot be read, or holds no such thing; the message names option and file.
     */
    public static KeyStore own(Named certificate, Named key) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        Collection<? extends Certificate> chain = certificates(certificate.option(), certificate.file());
        store.setKeyEntry("own", key(key.option(), key.file()), NO_PASSWORD, chain.toArray(Certificate[]::new));
        return store;
    }

    /**
     * When the first certificate of a file ends.
     *
     * @throws IllegalArgumentException it cannot be read, or holds no such thing; the message names option and file.
     */
    public static Instant end(Named certificate) throws IOException, GeneralSecurityException {
        Certificate own = certificates(certificate.option(), certificate.file())
                .iterator()
                .next();
        return ((X509Certificate) own).getNotAfter().toInstant();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String option, Path file)
            throws IOException, GeneralSecurityException {
        String text = new String(read(option, file), StandardCharsets.ISO_8859_1);
        StringBuilder blocks = new StringBuilder();
        CERTIFICATE
                .matcher(text)
                .results()
                .forEach(each -> blocks.append(each.group()).append('\n'));
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(blocks.toString().getBytes(StandardCharsets.ISO_8859_1)));
        if (found.isEmpty()) {
            throw new IllegalArgumentException(option + ": " + file + " holds no certificate (PEM)");
        }
        return found;
    }

    private static PrivateKey key(String option, Path file) throws IOException, GeneralSecurityException {
        String text = new String(read(option, file), StandardCharsets.ISO_8859_1);
        if (!text.contains("BEGIN PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    option + ": " + file + " must hold a key in PEM, PKCS#8 without a password:"
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
        throw new IllegalArgumentException(option + ": " + file + " holds no key of RSA, EC or EdDSA");
    }

    private static byte[] read(String option, Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(option + ": " + file + " is not there, or may not be read");
        }
        return Files.readAllBytes(file);
    }
}
