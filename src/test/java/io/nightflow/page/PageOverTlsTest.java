package io.nightflow.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.gateway.Gateway;
import io.nightflow.gateway.NightflowProcess;
import io.nightflow.operate.ConsolePort;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.time.GatewayClock;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beyond loopback: with users and a certificate, and not without. */
@Tag("slow")
class PageOverTlsTest {
    private static final char[] NO_PASSWORD = {};

    @TempDir
    private Path folder;

    private String settings() throws Exception {
        return "console.host = 0.0.0.0\nconsole.port = " + ConsolePort.free(0) + "\nconsole.names = localhost\n";
    }

    private Settings read(String settings) throws Exception {
        NightflowProcess.folder(folder, settings);
        return Settings.read(folder);
    }

    @Test
    void with_users_and_a_certificate_it_is_served_and_who_is_logged_in_is_who_is_kept() throws Exception {
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-keyout",
                        "key.pem",
                        "-out",
                        "chain.pem",
                        "-days",
                        "9",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        openssl.getInputStream().readAllBytes();
        assertThat(openssl.waitFor()).isZero();
        Path both = secret(
                "console.pem",
                Files.readString(folder.resolve("chain.pem")) + Files.readString(folder.resolve("key.pem")));
        secret("users.properties", "user.kim = sesame\n");
        Settings settings = read(settings() + "console.users = users.properties\nconsole.certificate = console.pem\n");
        try (Gateway gateway = Gateway.open(settings, GatewayClock.of(InstantSource.system()))) {
            gateway.start();
            String address = "https://localhost:" + settings.text(Key.CONSOLE_PORT) + "/";
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(both)).build();
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(address)).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
            String index = get(client, address).body();
            assertThat(index).contains("<title>Nightflow</title>");
            String token = index.replaceAll("(?s).*nightflow-token\" content=\"([0-9a-f]{32})\".*", "$1");
            HttpRequest pause = asKim(address + "api/v1/answer")
                    .header("X-Nightflow-Token", token)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"number\": 1, \"kind\": \"false\"}"))
                    .build();
            assertThat(client.send(pause, HttpResponse.BodyHandlers.ofString()).body())
                    .as("no who is asked for: it is kim")
                    .contains("there is no alert 1");
        }
    }

    private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
        return client.send(asKim(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder asKim(String address) {
        String user = Base64.getEncoder().encodeToString("kim:sesame".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Basic " + user);
    }

    private static SSLContext trusting(Path pem) throws Exception {
        String text = Files.readString(pem);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setCertificateEntry(
                "own",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private Path secret(String name, String content) throws Exception {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void without_either_another_host_is_refused_and_a_certificate_is_no_secret_of_others() throws Exception {
        secret("users.properties", "user.kim = sesame\n");
        String words = "console.host: must be 127.0.0.1 without console.users and console.certificate";
        assertThatThrownBy(() -> read(settings()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> read(settings() + "console.users = users.properties\n"))
                .hasMessageContaining(words);
        Path pem = secret("console.pem", "no certificate");
        Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> read("console.port = 9876\nconsole.certificate = console.pem\n"))
                .hasMessageContaining(
                        "console.certificate: must be a file that can be read, and by no others: chmod 600");
    }

    /** The gateway runs, and says why its page does not. */
    @Test
    void a_file_without_a_certificate_is_told() throws Exception {
        secret("console.pem", "no certificate");
        Settings settings = read("console.port = " + ConsolePort.free(0) + "\nconsole.certificate = console.pem\n");
        try (Gateway gateway = Gateway.open(settings, GatewayClock.of(InstantSource.system()))) {
            gateway.start();
            assertThat(gateway.operators().status().text())
                    .contains("console: console.certificate: ", "console.pem holds no certificate (PEM)");
        }
    }
}
