package io.nightflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;

/** What a person sees in a browser, and does there. Screenshots of each view lie in {@code target/page}. */
@Tag("slow")
class PageBrowserTest {
    private static final List<String> VIEWS =
            List.of("#/", "#/sensor/dma-2", "#/sensor/dma-1?span=all", "#/alerts", "#/gateway", "#/report");
    private static final int WIDE = 1280;
    private static final int PHONE = 390;

    @TempDir
    private static Path folder;

    private static ShownSite site;
    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open();
        site = ShownSite.start(folder, "");
    }

    @AfterAll
    static void close() {
        if (site != null) {
            site.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    /** Each view in each language, theme and width, and each two of these together. */
    static Stream<Arguments> looks() {
        return VIEWS.stream()
                .flatMap(view -> Stream.of(
                        Arguments.of(view, "en", "light", WIDE),
                        Arguments.of(view, "en", "dark", PHONE),
                        Arguments.of(view, "ko", "light", PHONE),
                        Arguments.of(view, "ko", "dark", WIDE)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void each_view_is_whole_quiet_and_accessible(String view, String language, String theme, int width)
            throws Exception {
        browser.size(width, 900);
        show(view, language, theme);
        browser.screenshot(Path.of(
                "target/page",
                view.replaceAll("[^a-z0-9-]", "") + "-" + language + "-" + theme + "-" + width + ".png"));
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.inaccessible()).isEmpty();
        assertThat(browser.run(
                        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"))
                .as("nothing has to be scrolled sideways but tables")
                .isEqualTo(true);
        assertThat(browser.text()).contains(language.equals("ko") ? "게이트웨이" : "Gateway");
        assertThat(browser.run("return document.title")).isNotEqualTo("owned");
    }

    private static void show(String view, String language, String theme) {
        browser.go(site.address());
        browser.choose(language, theme);
        browser.go("about:blank");
        browser.go(site.address() + view);
        ShownSite.until(browser::isShown);
    }

    /** A tab that opened before writes over no choice that a person made in another one. */
    @Test
    void only_a_choice_is_remembered() {
        show("#/", "en", "light");
        browser.run("localStorage.clear()");
        browser.go("about:blank");
        browser.go(site.address());
        ShownSite.until(browser::isShown);
        assertThat(browser.run("return localStorage.getItem('nightflow.lang')")).isNull();
        browser.driver().findElement(By.xpath("//button[.='한국어']")).click();
        ShownSite.until(() -> browser.text().contains("게이트웨이"));
        assertThat(browser.run("return localStorage.getItem('nightflow.lang')")).isEqualTo("ko");
    }

    @Test
    void what_a_meter_a_label_or_a_person_writes_is_text() throws Exception {
        ShownSite.until(() -> {
            site.hear("S,dma-1 " + ShownSite.MARKUP);
            return site.get("api/v1/gateway").body().contains("onerror");
        });
        for (String view : VIEWS) {
            show(view, "en", "light");
            assertThat(browser.run("return document.querySelectorAll('img').length"))
                    .isEqualTo(0L);
            assertThat(browser.run("return document.title")).isNotEqualTo("owned");
        }
        show("#/", "en", "light");
        assertThat(browser.text()).contains(ShownSite.MARKUP, "정수장 유입");
        show("#/gateway", "en", "light");
        assertThat(browser.text()).contains(ShownSite.MARKUP);
    }

    @Test
    void one_look_says_what_is_to_be_done() {
        show("#/", "en", "light");
        assertThat(browser.driver().findElement(By.cssSelector("h1.banner")).getText())
                .startsWith("Act")
                .contains("loses about 69.6 m³ a day since Nov 25, 2026");
        assertThat(browser.driver().findElement(By.cssSelector(".card")).getText())
                .contains("348 m³ so far", "108 litres a connection and day", "1 open: Leak");
    }

    @Test
    void an_alert_is_answered_and_the_answer_is_kept_with_a_name() throws Exception {
        show("#/alerts?sensor=dma-1", "en", "light");
        browser.run("document.querySelectorAll('details').forEach(each => { each.open = true; })");
        WebElement form = browser.driver().findElements(By.cssSelector("form.deed")).stream()
                .filter(each -> each.findElements(By.name("kind")).size() == 1)
                .findFirst()
                .orElseThrow();
        form.findElement(By.name("kind")).sendKeys("Hydrant");
        form.findElement(By.name("note")).sendKeys("fire brigade");
        form.findElement(By.name("who")).clear();
        form.findElement(By.name("who")).sendKeys("kim");
        form.findElement(By.cssSelector("button")).click();
        ShownSite.until(() -> browser.text().contains("alert 3 at dma-1 was hydrant"));
        assertThat(site.get("api/v1/alerts?sensor=dma-1").body()).contains("fire brigade", "\"answeredBy\":\"kim\"");
        ShownSite.until(() -> browser.text().contains("Answered by kim"));
    }

    @Test
    void a_point_is_read_off_by_the_keyboard() {
        show("#/sensor/dma-1", "en", "light");
        WebElement plot = browser.driver().findElement(By.cssSelector(".plot"));
        plot.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        ShownSite.until(() -> plot.getText().contains("m³/h") && plot.getText().contains("Nov 2"));
    }

    @Test
    void the_whole_page_is_reached_by_the_tab_key() {
        show("#/", "en", "light");
        StringBuilder reached = new StringBuilder();
        for (int i = 0; i < 14; i++) {
            new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
            reached.append(browser.run("return document.activeElement.innerText"))
                    .append('|');
        }
        assertThat(reached.toString())
                .contains(
                        "Skip to content|",
                        "Site|",
                        "Alerts|",
                        "Gateway|",
                        "Report|",
                        "한국어|",
                        "Light / dark|",
                        "1 open: Leak|");
    }

    @Test
    @Tag("long")
    void a_gateway_that_is_gone_is_shown_as_gone_and_one_that_comes_back_is_heard_again() throws Exception {
        int port;
        try (ShownSite other = ShownSite.start(Files.createDirectory(folder.resolve("gone")), "")) {
            port = other.port();
            browser.go(other.address());
            ShownSite.until(browser::isShown);
        }
        long closed = System.nanoTime();
        ShownSite.until(() -> browser.text().contains("The gateway does not answer"));
        assertThat((System.nanoTime() - closed) / 1e9).isLessThan(15); // 5 s, and what a busy machine adds
        try (ShownSite again = ShownSite.start(Files.createDirectory(folder.resolve("again")), "", port)) {
            assertThat(again.port()).isEqualTo(port);
            ShownSite.until(() -> !browser.text().contains("The gateway does not answer"));
        }
        browser.go("about:blank");
        browser.complaints(); // that it could not be reached, which was so
    }

    /** A browser has six connections for all tabs of a host: one that is not seen must not hold any. */
    @Test
    void there_may_be_many_tabs() {
        String first = browser.driver().getWindowHandle();
        for (int i = 0; i < 8; i++) {
            browser.driver().switchTo().newWindow(WindowType.TAB);
            browser.go(site.address());
            ShownSite.until(browser::isShown);
        }
        for (String tab : browser.driver().getWindowHandles()) {
            if (!tab.equals(first)) {
                browser.driver().switchTo().window(tab).close();
            }
        }
        browser.driver().switchTo().window(first);
    }

    /** Whoever goes elsewhere arrives, whatever news comes meanwhile. */
    @Test
    void news_take_nobody_back() throws Exception {
        show("#/alerts?sensor=dma-3", "en", "light");
        browser.run("document.querySelectorAll('details').forEach(each => { each.open = true; })");
        browser.run("location.hash = '#/sensor/dma-3'");
        site.post("api/v1/seen", "{\"number\": 5, \"who\": \"kim\"}", "X-Nightflow-Token", site.token());
        ShownSite.until(() -> browser.isShown()
                && String.valueOf(browser.run("return document.title")).startsWith("=HYPERLINK"));
        ShownSite.until(() -> browser.text().contains("Seen by kim"));
    }
}
