package io.nightflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.operate.ConsolePort;
import io.nightflow.repository.HowToTest;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page behind nginx, set up as the how-to says. */
@Tag("slow")
class PageBehindProxyTest {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    @TempDir
    private Path folder;

    @Test
    void what_is_read_followed_and_changed_goes_through_a_proxy() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(NGINX), "needs nginx, skipped");
        int proxied = ConsolePort.free(0);
        Path site = Files.createDirectory(folder.resolve("site"));
        try (ShownSite shown = ShownSite.start(site, "console.names = localhost\n")) {
            Process nginx = nginx(proxied, shown.port());
            try {
                through(HttpClient.newHttpClient(), "http://localhost:" + proxied);
            } finally {
                nginx.destroy();
                nginx.waitFor();
            }
        }
    }

    private Process nginx(int port, int console) throws Exception {
        String location =
                HowToTest.block("docs/how-to/page.md", "nginx", 0).replace("127.0.0.1:8686", "127.0.0.1:" + console);
        Path work = Files.createDirectory(folder.resolve("nginx"));
        Files.writeString(work.resolve("nginx.conf"), """
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    server {
                        listen 127.0.0.1:%d;
                        %s
                    }
                }
                """.formatted(port, location));
        return new ProcessBuilder(NGINX.toString(), "-p", work + "/", "-c", "nginx.conf", "-g", "daemon off;")
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile())
                .start();
    }

    private static void through(HttpClient client, String address) throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> client.send(
                                        HttpRequest.newBuilder(URI.create(address + "/"))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 200);
        String index = client.send(
                        HttpRequest.newBuilder(URI.create(address + "/")).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        String token = index.replaceAll("(?s).*nightflow-token\" content=\"([0-9a-f]{32})\".*", "$1");
        assertThat(seen(client, address, token, address).body()).contains("alert 1 was seen");
        assertThat(seen(client, address, token, "http://elsewhere.example").statusCode())
                .isEqualTo(403);
        HttpResponse<InputStream> news = client.send(
                HttpRequest.newBuilder(URI.create(address + "/api/v1/live")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(news.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isNotEmpty();
        }
    }

    private static HttpResponse<String> seen(HttpClient client, String address, String token, String origin)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address + "/api/v1/seen"))
                        .header("X-Nightflow-Token", token)
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"number\": 1, \"who\": \"kim\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
