package io.nightflow.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import com.sun.net.httpserver.HttpServer;
import io.nightflow.camel.routes.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The examples of the how-to pages, as they stand there. */
@Tag("slow")
public class HowToTest {
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    /** The n-th YAML example of a page. */
    public static String yaml(String page, int n) throws IOException {
        Matcher matcher = YAML.matcher(Files.readString(Path.of(page)));
        for (int i = 0; i <= n; i++) {
            assertThat(matcher.find()).as(page + " example " + i).isTrue();
        }
        return matcher.group(1);
    }

    @Test
    void an_alert_is_posted_to_a_web_hook() throws Exception {
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/alerts", exchange -> {
            posted.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            offer(1, "route.web-hook", "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
        } finally {
            server.stop(0);
        }
        assertThat(posted)
                .containsExactly("application/json {\"sensor\":\"dma-1\",\"event\":\"burst\",\"state\":\"start\","
                        + "\"text\":\"dma-1 burst starts\"}");
    }

    @Test
    void an_alert_is_sent_by_mail() throws Exception {
        GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        mail.start();
        try {
            String address = "127.0.0.1:" + mail.getSmtp().getPort();
            offer(2, "route.mail", "smtp://" + address + "?from=nightflow@example.com&to=water@example.com");
            assertThat(mail.waitForIncomingEmail(10_000, 1)).isTrue();
            assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("dma-1: burst starts");
            assertThat(GreenMailUtil.getBody(mail.getReceivedMessages()[0])).contains("dma-1 burst starts");
        } finally {
            mail.stop();
        }
    }

    /** Runs an example of the page with an alert. */
    private static void offer(int example, String setting, String value) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().addInitialProperty(setting, value);
            camel.getRegistry().bind("json", new Json());
            for (String template : List.of("failures", "alerts-to-web-hook", "alerts-to-mail")) {
                Path file = Path.of("routes", template + ".camel.yaml");
                load(camel, template + ".camel.yaml", Files.readString(file));
            }
            load(camel, "example.camel.yaml", yaml("docs/how-to/alerts.md", example));
            camel.start();
            Map<String, String> alert = new LinkedHashMap<>();
            alert.put("sensor", "dma-1");
            alert.put("event", "burst");
            alert.put("state", "start");
            alert.put("text", "dma-1 burst starts");
            camel.createProducerTemplate().sendBody("direct:alert", alert);
        }
    }

    private static void load(DefaultCamelContext camel, String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name, text));
    }
}
