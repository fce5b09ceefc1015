package io.nightflow.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import com.sun.net.httpserver.HttpServer;
import io.nightflow.camel.taps.NightflowComponent;
import io.nightflow.reading.Alert;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Language;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.reading.Unit;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.TapStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the how-to pages, as they stand there. */
@Tag("slow")
public class HowToTest {
    private static final MeteringPoint.Range ANY = new MeteringPoint.Range(-1e9, 1e9);
    private static final MeteringPoints NO_POINTS =
            new MeteringPoints(Map.of(), new MeteringPoint(new SensorId("any"), Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY));

    @TempDir
    private Path folder;

    /** The n-th YAML example of a page. */
    public static String yaml(String page, int n) throws IOException {
        return block(page, "yaml", n);
    }

    /** The n-th example of a page in a language. */
    public static String block(String page, String language, int n) throws IOException {
        Matcher matcher =
                Pattern.compile("(?s)```" + language + "\\R(.*?)```").matcher(Files.readString(Path.of(page)));
        for (int i = 0; i <= n; i++) {
            assertThat(matcher.find()).as(page + " example " + i).isTrue();
        }
        return matcher.group(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "EN # it lasted 5 minutes, 2.5 m3 over the usual; the meter says \\\"so\\\"",
                "KO # 5분 동안 지속됨, 평소보다 2.5 m3 많음; 계량기 보고: \\\"so\\\""
            })
    void an_alert_is_posted_to_a_web_hook(Language language, String reason) throws Exception {
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/alerts", exchange -> {
            posted.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(posted.size() == 1 ? 500 : 204, -1);
            exchange.close();
        });
        server.start();
        try {
            offer(
                    language,
                    1,
                    "route.web-hook",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
        } finally {
            server.stop(0);
        }
        assertThat(posted).hasSize(2).allMatch(each -> each.equals(posted.get(0)), "the same again after a failure");
        assertThat(posted.get(0))
                .startsWith("application/json {\"gateway\":\"gw-7\",\"log\":\"")
                .contains(
                        "\"number\":1000000001,\"alert\":1,\"sensor\":\"dma-1\",\"time\":\"2026-11-20T12:00:00Z\"",
                        "\"event\":\"burst\",\"state\":\"start\"",
                        "\"value\":41.25,\"expected\":20.0,\"unit\":\"m3/h\"",
                        "\"reason\":\"" + reason + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "EN # dma-1 burst starts # dma-1 burst starts 2026-11-20T12:00:00Z: it lasted 5 minutes, 2.5 m3 over the usual;",
                "KO # dma-1 관 파열 시작 # dma-1 관 파열 시작 2026-11-20T12:00:00Z: 5분 동안 지속됨, 평소보다 2.5 m3 많음;"
            })
    void an_alert_is_sent_by_mail(Language language, String subject, String line) throws Exception {
        GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        mail.start();
        try {
            String address = "127.0.0.1:" + mail.getSmtp().getPort();
            offer(language, 2, "route.mail", "smtp://" + address + "?from=nightflow@example.com&to=water@example.com");
            assertThat(mail.waitForIncomingEmail(10_000, 1)).isTrue();
            assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo(subject);
            assertThat(mail.getReceivedMessages()[0].getContent()).asString().contains(line);
        } finally {
            mail.stop();
        }
    }

    /** Runs an example of the page with an alert, until it is taken. */
    private void offer(Language language, int example, String setting, String value) throws Exception {
        try (Database database = Database.open(folder.resolve("nightflow.db"));
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().addInitialProperty(setting, value);
            NightflowComponent component = new NightflowComponent();
            component.setStore(
                    Optional.of(new TapStore(database, "gw-7", ZoneOffset.UTC, new AlertWords(language, NO_POINTS))));
            camel.addComponent("nightflow", component);
            for (String template : List.of("failures", "alerts-to-web-hook", "alerts-to-mail")) {
                Path file = Path.of("routes", template + ".camel.yaml");
                load(camel, template + ".camel.yaml", Files.readString(file));
            }
            load(camel, "example.camel.yaml", yaml("docs/how-to/alerts.md", example));
            camel.start();
            Alert alert = new Alert(
                    new SensorId("dma-1"),
                    new Minute(1_795_176_000),
                    Quantity.FLOW,
                    Method.VALUE,
                    Stage.ALERT,
                    EventKind.BURST,
                    false,
                    41.25,
                    20,
                    1,
                    0,
                    Reason.of(ReasonKind.LASTED_OVER, 5, 2.5).and(Reason.of(ReasonKind.METER_SAYS, "\"so\"")));
            new AlertStore(database).add(List.of(alert)).join();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> component.taps().get(0).behind() == 0);
        }
    }

    private static void load(DefaultCamelContext camel, String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name, text));
    }
}
