package io.nightflow.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightflow.reading.Answer;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.NightJudgement;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page and others read and do over HTTP, at a gateway that runs. */
@Tag("slow")
class PageApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE_BYTES_MAX = 300_000;
    private static final String BEGIN = "## What it gives\n";

    @TempDir
    private static Path folder;

    private static ShownSite site;

    @BeforeAll
    static void open() throws Exception {
        site = ShownSite.start(folder, "route.secret = sesame\n");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> response = site.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** The description is made of the columns, and so are the answers; this looks whether they are told apart rightly. */
    @Test
    void the_description_names_what_the_answers_hold() throws Exception {
        JsonNode paths = json("api/v1/openapi.json").path("paths");
        for (String name : List.of("sensors", "readings", "forecasts", "week", "nights", "alerts", "report")) {
            JsonNode answer =
                    json("api/v1/" + name + (name.matches("readings|forecasts|week|nights") ? "?sensor=dma-2" : ""));
            JsonNode schema = paths.path("/api/v1/" + name)
                    .path("get")
                    .path("responses")
                    .path("200")
                    .path("content")
                    .path("application/json")
                    .path("schema")
                    .path("properties");
            String form = answer.has("columns") ? "columns" : "rows";
            JsonNode described = schema.path(form);
            JsonNode properties = form.equals("columns")
                    ? described.path("properties")
                    : described.path("items").path("properties");
            JsonNode found = form.equals("columns")
                    ? answer.path("columns")
                    : answer.path("rows").path(0);
            assertThat(names(properties)).as(name).isNotEmpty().isEqualTo(names(found));
        }
    }

    /** {@code -Dwrite=true} writes it anew. */
    @Test
    void the_page_of_the_api_is_what_the_description_says() throws Exception {
        StringBuilder text = new StringBuilder();
        JsonNode paths = json("api/v1/openapi.json").path("paths");
        for (String path : names(paths)) {
            if (!path.endsWith(".csv")) {
                described(text, path, paths.path(path));
            }
        }
        Path page = Path.of("docs/reference/api.md");
        String whole = Files.readString(page);
        String head = whole.substring(0, whole.indexOf(BEGIN) + BEGIN.length());
        if (Boolean.getBoolean("write")) {
            Files.writeString(page, head + text);
        }
        assertThat(page).content().isEqualTo(head + text);
    }

    private static void described(StringBuilder text, String path, JsonNode methods) {
        String method = methods.has("get") ? "GET" : "POST";
        JsonNode operation = methods.path(method.toLowerCase(Locale.ROOT));
        text.append("\n### ").append(method).append(' ').append(path).append("\n\n");
        text.append(operation.path("summary").asText()).append('\n');
        JsonNode body = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (method.equals("POST")) {
            text.append("\nFields: `")
                    .append(String.join("`, `", names(body.path("properties"))))
                    .append("`.\n");
        }
        if (operation.path("parameters").size() > 0) {
            text.append("\n| parameter | |\n|---|---|\n");
        }
        for (JsonNode each : operation.path("parameters")) {
            row(text, each.path("name").asText(), each.path("description").asText());
        }
        JsonNode schema = operation
                .path("responses")
                .path("200")
                .path("content")
                .path("application/json")
                .path("schema");
        JsonNode columns = schema.path("properties").path("columns").path("properties");
        JsonNode rows = schema.path("properties").path("rows").path("items").path("properties");
        if (columns.size() + rows.size() > 0) {
            text.append("\n| ")
                    .append(columns.size() > 0 ? "array in `columns`" : "name in each of `rows`")
                    .append(" | |\n|---|---|\n");
        }
        columns.properties()
                .forEach(each -> row(
                        text,
                        each.getKey(),
                        each.getValue().path("items").path("description").asText()));
        rows.properties()
                .forEach(each -> row(
                        text, each.getKey(), each.getValue().path("description").asText()));
    }

    private static void row(StringBuilder text, String name, String description) {
        text.append("| `").append(name).append("` | ").append(description).append(" |\n");
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    @Test
    void what_needs_a_person_comes_first() throws Exception {
        JsonNode rows = json("api/v1/sensors").path("rows");
        assertThat(rows.findValuesAsText("id")).containsExactly("dma-2", "dma-3", "dma-1", "old-town");
        JsonNode leak = rows.path(0);
        assertThat(leak.path("state").asText()).isEqualTo("act");
        assertThat(leak.path("since").asText()).isEqualTo("2026-11-25");
        assertThat(leak.path("leak").asDouble()).isEqualTo(24 * (23 - 20.1), within(0.01));
        assertThat(leak.path("lost").asDouble()).isEqualTo(348, within(0.01));
        assertThat(leak.path("perConnection").asDouble()).isEqualTo(108);
        assertThat(leak.path("event").asText()).isEqualTo("leak");
        assertThat(leak.path("day")).hasSize(96);
        assertThat(leak.path("high")).hasSize(25);
        assertThat(rows.path(1).path("time").asText()).isEqualTo("2026-11-29T00:59:00Z"); // silent since
        assertThat(rows.path(2).path("label").asText()).isEqualTo("정수장 유입");
        assertThat(rows.path(3).path("kind").asText()).isEqualTo("zone");
    }

    @Test
    void a_span_of_any_length_is_a_few_thousand_points_and_what_is_not_known_is_not_there() throws Exception {
        JsonNode day = json("api/v1/readings?sensor=dma-1&from=2026-11-28T12:00:00Z");
        assertThat(day.path("step").asInt()).isEqualTo(60);
        JsonNode columns = day.path("columns");
        assertThat(columns.path("time")).hasSize(1_440 - 61);
        int faulty = indexOf(columns.path("time"), ShownSite.NOW.getEpochSecond() - 6_000);
        assertThat(columns.path("flow").path(faulty).isNull()).isTrue();
        assertThat(columns.path("flowFaulty").path(faulty).asDouble()).isEqualTo(1488.15);
        int estimated = indexOf(columns.path("time"), ShownSite.NOW.getEpochSecond() - 310 * 60);
        assertThat(columns.path("estimated").path(estimated).asBoolean()).isTrue();
        JsonNode all = json("api/v1/readings?sensor=dma-1&from=all");
        assertThat(all.path("columns").path("time").size()).isBetween(280, 3_000);
        JsonNode season = json("api/v1/readings?sensor=dma-1&from=2026-08-25&to=2026-11-29&step=3600");
        assertThat(season.path("columns").path("time").size()).isGreaterThan(2_000);
        assertThat(json("api/v1/readings?sensor=dma-1&from=2026-11-20&step=600")
                        .path("columns")
                        .path("time")
                        .size())
                .isBetween(270, 300);
    }

    private static int indexOf(JsonNode times, long second) {
        for (int i = 0; i < times.size(); i++) {
            if (times.path(i).asLong() == second) {
                return i;
            }
        }
        throw new AssertionError("no point at " + second);
    }

    @Test
    void alerts_of_one_event_are_one() throws Exception {
        JsonNode rows = json("api/v1/alerts").path("rows");
        assertThat(rows.findValuesAsText("event")).containsExactly("sensor silent", "burst", "leak");
        JsonNode leak = rows.path(2);
        assertThat(leak.path("end").isNull()).isTrue();
        assertThat(leak.path("volume").asDouble()).isEqualTo(348);
        assertThat(rows.path(1).path("reason").asText())
                .endsWith("; it lasted 60 minutes")
                .contains(ShownSite.MARKUP);
        assertThat(json("api/v1/alerts?open=true").path("rows")).hasSize(2);
        JsonNode cut = json("api/v1/alerts?sensor=dma-1&from=2026-11-28T23:00:00Z&to=2026-11-28T23:30:00Z");
        assertThat(cut.path("rows").path(0).path("end").asText())
                .as("an event that ends after the span has ended")
                .isEqualTo("2026-11-29T00:17:00Z");
        assertThat(json("api/v1/alerts?sensor=dma-1").path("rows")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "readings | 400 | sensor: must be given, such as sensor=dma-north",
                "readings?sensor=dma-9 | 404 | there is no sensor dma-9",
                "readings?sensor=%3Cscript%3E | 400 | SENSOR: must be the id of a sensor",
                "readings?sensor=dma-1&from=yesterday | 400 | from: must be a time such as 2026-11-28T05:00:00Z",
                "readings?sensor=dma-1&from=2026-11-30 | 400 | from: must be before to=",
                "readings?sensor=dma-1&step=61 | 400 | step: must be one of 60, 600, 3600",
                "readings?sensor=dma-1&form=2026-11-01 | 400 | Did you mean from?",
                "alerts?max=0 | 400 | max: must be a whole number from 1 to 5000",
                "alerts?open=yes | 400 | open: must be true or false",
                "report?month=November | 400 | month: must be a month such as 2026-11",
                "report?night=%2B999999999-12-31 | 400 | night: must be a day such as 2026-11-28",
                "report?month=-0001-01 | 400 | month: must be a month such as 2026-11",
                "report?night=29.11.2026 | 400 | night: must be a day such as 2026-11-28",
                "health.csv | 400 | is no table",
                "words?lang=xx | 400 | lang: must be one of en, ko",
                "nothing | 404 | there are: sensors, readings",
            })
    void a_bad_question_is_answered_with_what_to_write(String path, int status, String said) throws Exception {
        HttpResponse<String> response = site.get("api/v1/" + path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).path("error").asText()).contains(said);
    }

    @Test
    void csv_is_text_for_a_spreadsheet_and_no_formula() throws Exception {
        HttpResponse<String> sensors = site.get("api/v1/sensors.csv");
        assertThat(sensors.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(sensors.body())
                .startsWith("\ufeffid,label,")
                .contains(",'=HYPERLINK(1),")
                .contains("정수장 유입");
        assertThat(site.get("api/v1/readings.csv?sensor=dma-1").body().lines()).hasSizeGreaterThan(1_300);
        assertThat(site.get("api/v1/nights.csv?sensor=dma-2").body())
                .contains("2026-11-29,02:00-05:00 Europe/Rome,alarm");
    }

    @Test
    void a_report_adds_up_a_month_and_a_night() throws Exception {
        JsonNode month = json("api/v1/report?month=2026-11");
        JsonNode row = of(month, "dma-2");
        assertThat(row.path("alarmNights").asInt()).isEqualTo(4);
        assertThat(row.path("lost").asDouble()).isEqualTo(5 * 69.6, within(0.01));
        assertThat(row.path("heard").asDouble()).isEqualTo(100);
        JsonNode night = of(json("api/v1/report?night=2026-11-29"), "dma-2");
        assertThat(night.path("nights").asInt()).isEqualTo(1);
        assertThat(night.path("lost").asDouble()).isEqualTo(69.6, within(0.01));
    }

    @Test
    void a_report_goes_into_a_mail_as_text_that_is_no_markup() {
        ReportMail mail =
                site.gateway().runtime().context().getRegistry().lookupByNameAndType("reports", ReportMail.class);
        assertThat(mail.html("night"))
                .contains(
                        "<h1>Report of the night of 2026-11-29</h1>", "정수장 유입", "69.6", "leak, minimum night flow 14 %")
                .contains("&lt;img src=x")
                .doesNotContain("<img");
        assertThat(mail.html("month")).contains("Report of 2026-10");
    }

    @Test
    void a_long_answer_is_compressed_for_who_asks() throws Exception {
        HttpResponse<String> plain = site.get("api/v1/readings?sensor=dma-1");
        HttpResponse<String> small = site.get("api/v1/readings?sensor=dma-1", "Accept-Encoding", "gzip");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(small.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(small.body().length()).isLessThan(plain.body().length() / 2);
    }

    @Test
    void connections_that_say_nothing_do_not_push_a_live_page_out() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (Socket live = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
            live.getOutputStream()
                    .write(("GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1:" + site.port()
                                    + "\r\nAccept-Encoding: gzip\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(live.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).contains("200");
            for (int i = 0; i < 80; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), site.port()));
            }
            live.setSoTimeout(10_000);
            for (int pulses = 0; pulses < 2; ) {
                String line = lines.readLine();
                assertThat(line).isNotNull();
                pulses += line.startsWith("event: pulse") ? 1 : 0;
            }
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    /** Of Debian's package prometheus. */
    @Test
    void promtool_finds_nothing_in_the_metrics() throws Exception {
        Path promtool = Path.of("/usr/bin/promtool");
        assumeTrue(Files.isExecutable(promtool), "no promtool here: apt-get install prometheus");
        ShownSite.until(() -> site.get("observe/metrics").body().contains("nightflow_sensor_open_events{"));
        Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        check.getOutputStream().write(site.get("observe/metrics").body().getBytes(StandardCharsets.UTF_8));
        check.getOutputStream().close();
        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(check.waitFor()).isZero();
        assertThat(site.get("observe/metrics").body())
                .contains("nightflow_sensor_leak_m3_per_day{gateway=\"test\",sensor=\"dma-2\"} 69.")
                .contains("nightflow_sensor_open_events{gateway=\"test\",sensor=\"dma-2\",stage=\"3\"} 1");
    }

    private static JsonNode of(JsonNode report, String sensor) {
        for (JsonNode row : report.path("rows")) {
            if (row.path("sensor").asText().equals(sensor)) {
                return row;
            }
        }
        throw new AssertionError("no row of " + sensor);
    }

    @Test
    void nothing_changes_without_the_token_by_get_or_from_elsewhere() throws Exception {
        String body = "{\"number\": \"5\", \"who\": \"kim\"}";
        assertThat(site.post("api/v1/seen", body).statusCode()).isEqualTo(403);
        assertThat(site.post("api/v1/seen", body, "X-Nightflow-Token", "0".repeat(32))
                        .statusCode())
                .isEqualTo(403);
        assertThat(site.post("api/v1/seen", body, "X-Nightflow-Token", site.token(), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(site.get("api/v1/seen?number=5&who=kim").statusCode()).isEqualTo(404);
        assertThat(site.get("api/v1/sensors", "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(site.post("api/v1/sensors", "{}", "X-Nightflow-Token", site.token())
                        .statusCode())
                .isEqualTo(404);
        assertThat(site.get("observe/jolokia/version").statusCode()).isEqualTo(405);
        assertThat(site.get("page/%2e%2e/observe/jolokia/version").statusCode()).isEqualTo(405);
        assertThat(json("api/v1/alerts?sensor=dma-3")
                        .path("rows")
                        .path(0)
                        .path("seenBy")
                        .isNull())
                .isTrue();
    }

    @Test
    void what_a_person_does_is_kept_with_who_and_when() throws Exception {
        String token = site.token();
        HttpResponse<String> answered = site.post(
                "api/v1/answer",
                JSON.writeValueAsString(
                        Map.of("number", "3", "kind", "hydrant", "who", "kim", "note", ShownSite.MARKUP)),
                "X-Nightflow-Token",
                token);
        assertThat(answered.body()).contains("alert 3 at dma-1 was hydrant");
        JsonNode burst = json("api/v1/alerts?sensor=dma-1").path("rows").path(0);
        assertThat(burst.path("answer").asText()).isEqualTo("hydrant");
        assertThat(burst.path("answeredBy").asText()).isEqualTo("kim");
        assertThat(burst.path("note").asText()).isEqualTo(ShownSite.MARKUP);
        assertThat(burst.path("answeredAt").asText()).isEqualTo("2026-11-29T12:00:00Z");
        assertThat(site.post("api/v1/seen", "{\"number\": 3, \"who\": \"lee\"}", "X-Nightflow-Token", token)
                        .body())
                .contains("was seen");
        assertThat(json("api/v1/alerts?sensor=dma-1")
                        .path("rows")
                        .path(0)
                        .path("seenBy")
                        .asText())
                .isEqualTo("lee");
        assertThat(site.post(
                                "api/v1/answer",
                                "{\"number\": 3, \"kind\": \"whale\", \"who\": \"k\"}",
                                "X-Nightflow-Token",
                                token)
                        .body())
                .contains("KIND: must be one of found, repaired");
        assertThat(site.post("api/v1/seen", "{\"number\": 1}", "X-Nightflow-Token", token)
                        .body())
                .contains("who: must say who does it");
        assertThat(site.post("api/v1/seen", "{\"number\": 99, \"who\": \"kim\"}", "X-Nightflow-Token", token)
                        .statusCode())
                .isEqualTo(404);
        assertThat(site.post("api/v1/seen", "[".repeat(8_000), "X-Nightflow-Token", token)
                        .statusCode())
                .isEqualTo(400);
        assertThat(site.post(
                                "api/v1/pause",
                                "{\"sensor\": \"dma-1\", \"from\": \"0000-01-01T00:00\", \"to\": \"2026-11-20T00:00\", \"reason\": \"x\", \"who\": null}",
                                "X-Nightflow-Token",
                                token)
                        .body())
                .contains("who: must say who does it");
        assertThat(site.post(
                                "api/v1/pause",
                                "{\"sensor\": \"dma-1\", \"from\": \"0000-01-01T00:00\", \"to\": \"2026-11-20T00:00\", \"reason\": \"x\", \"who\": \"k\"}",
                                "X-Nightflow-Token",
                                token)
                        .body())
                .contains("FROM: must be at most 31 days ago");
        assertThat(site.post("api/v1/seen", "[]", "X-Nightflow-Token", token).body())
                .contains("the body must be a JSON object");
        assertThat(site.post("api/v1/seen", "{\"x\": \"" + "y".repeat(20_000) + "\"}", "X-Nightflow-Token", token)
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void settings_that_may_be_secret_are_not_shown_and_what_was_heard_is() throws Exception {
        ShownSite.until(
                () -> { // the port may not be open yet
                    site.hear("S,dma-1 " + ShownSite.MARKUP);
                    return site.get("api/v1/gateway").body().contains("onerror");
                });
        String body = site.get("api/v1/gateway").body();
        assertThat(body).doesNotContain("sesame");
        JsonNode facts = JSON.readTree(body);
        assertThat(facts.path("settings").path("gateway.id").asText()).isEqualTo("test");
        assertThat(facts.path("zones").path(0).path("label").asText()).isEqualTo("Old town");
        assertThat(facts.path("check")).isEmpty();
    }

    @Test
    void the_page_is_small_kept_by_the_browser_and_asks_nobody_else() throws Exception {
        HttpResponse<String> index = site.get("");
        assertThat(index.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(index.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        int bytes = index.body().length();
        PageFiles files = new PageFiles();
        for (String name : files.names()) {
            HttpResponse<String> file = site.get("page/" + files.version() + "/" + name);
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            bytes += file.body().getBytes(StandardCharsets.UTF_8).length;
            if (!name.startsWith("uPlot")) {
                assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
                        .doesNotContain("http", "innerHTML", "eval(");
            }
        }
        bytes += site.get("api/v1/words?lang=ko").body().getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes).isLessThan(PAGE_BYTES_MAX);
        assertThat(site.get("page/0123456789ab/page.css").statusCode()).isEqualTo(404);
        assertThat(site.get("page/" + files.version() + "/%2e%2e%2findex.html").statusCode())
                .isEqualTo(404);
    }

    @Test
    void each_word_of_the_page_is_there_in_each_language() throws Exception {
        Map<String, Object> english = PageFiles.words("en");
        for (String language : PageFiles.LANGUAGES) {
            Map<String, Object> words = PageFiles.words(language);
            assertThat(words.keySet()).as(language).isEqualTo(english.keySet());
            english.forEach((key, text) -> assertThat(values(String.valueOf(words.get(key))))
                    .as(language + " " + key)
                    .isEqualTo(values(String.valueOf(text))));
        }
        TreeSet<String> used = new TreeSet<>();
        for (String name : new PageFiles().names()) {
            Matcher matcher = Pattern.compile("\\bt\\(\"([a-zA-Z0-9.]+)\"[,)]")
                    .matcher(new String(new PageFiles().file(name).orElseThrow(), StandardCharsets.UTF_8));
            matcher.results().forEach(each -> used.add(each.group(1)));
        }
        assertThat(used).hasSizeGreaterThan(80);
        assertThat(english.keySet()).containsAll(used);
        for (EventKind kind : EventKind.values()) {
            assertThat(english).containsKey("event." + kind.words().replace(' ', '_'));
        }
        for (Answer.Kind kind : Answer.Kind.values()) {
            assertThat(english)
                    .containsKeys(
                            "answer." + kind.words().replace(' ', '_'),
                            "consequence." + kind.words().replace(' ', '_'));
        }
        for (NightJudgement.Verdict verdict : NightJudgement.Verdict.values()) {
            assertThat(english).containsKey("verdict." + verdict.name().toLowerCase(Locale.ROOT));
        }
        json("api/v1/health")
                .path("parts")
                .findValuesAsText("part")
                .forEach(part -> assertThat(english).containsKey("part." + part.replace('-', '_')));
        json("api/v1/health")
                .path("stations")
                .findValuesAsText("station")
                .forEach(station -> assertThat(english).containsKey("station." + station));
    }

    private static TreeSet<String> values(String words) {
        TreeSet<String> values = new TreeSet<>();
        Pattern.compile("\\{(\\w+)}").matcher(words).results().forEach(each -> values.add(each.group(1)));
        return values;
    }
}
