package io.nightflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightflow.operate.ConsolePort;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/** The page over a year of minutes of a hundred sensors, as a browser sees it; {@code -Drig.full}: that many, else a tenth. */
@Tag("rig")
class PageRigTest {
    private static final boolean FULL = System.getProperty("rig.full") != null;
    private static final int SENSORS = FULL ? 100 : 10;
    private static final int DAYS = 365;
    private static final int TABS = 5;

    @TempDir
    private Path folder;

    static String year() {
        String end = String.valueOf(ShownSite.NOW.getEpochSecond());
        return """
                INSERT INTO sensor (id, name, listed, heard) SELECT value, 'dma-' || value, 1, 1 FROM (WITH RECURSIVE s (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM s WHERE value < %2$d) SELECT value FROM s);
                WITH RECURSIVE m (i) AS (SELECT %3$d UNION ALL SELECT i - 1 FROM m WHERE i > 0)
                INSERT INTO reading (minute, sensor, flow, pressure, quality, judged) SELECT %1$s - 60 * i, s.id, s.id + 5 * sin(i / 229.0), 4.2, 0, 1 FROM m CROSS JOIN sensor s;
                WITH RECURSIVE h (i) AS (SELECT %4$d UNION ALL SELECT i - 1 FROM h WHERE i > 0)
                INSERT INTO hour_mean (hour, sensor, flow, pressure, flow_minutes, pressure_minutes) SELECT %1$s - 3600 * i, s.id, s.id + 5 * sin(i * 60 / 229.0), 4.2, 60, 60 FROM h CROSS JOIN sensor s;
                INSERT INTO night (sensor, night, hours, mean, minimum_hour, minimum_ten, stray, windows, expected, verdict, level, weekday, spread, score, sum, quiet, since, raised, volume) SELECT s.id, 20786 - i, '02:00-05:00 UTC', s.id, s.id, s.id, 0.1, 18, 18, 'NORMAL', s.id, 0, 0.5, 0.1, 0, 0, -1, -1, 0 FROM (WITH RECURSIVE d (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM d WHERE i < 364) SELECT i FROM d) CROSS JOIN sensor s;
                """.formatted(end, SENSORS, DAYS * 1_440 - 1, DAYS * 24 - 1);
    }

    @Test
    void a_year_of_many_sensors_is_there_within_a_second_and_takes_little_memory() throws Exception {
        try (Browser browser = Browser.open();
                ShownSite site = ShownSite.start(folder, "", year(), ConsolePort.free(0));
                Heard heard = new Heard(site)) {
            ShownSite.until(() -> hasLooked(site)); // an operator comes later than in the first second of a process
            double first = seconds(browser, site, "#/");
            double second = seconds(browser, site, "#/");
            double sensor = seconds(browser, site, "#/sensor/dma-7?span=1y");
            double day = seconds(browser, site, "#/sensor/dma-8?span=24h");
            long before = heap();
            List<String> tabs = new ArrayList<>();
            for (int i = 0; i < TABS; i++) {
                browser.driver().switchTo().newWindow(WindowType.TAB);
                tabs.add(browser.driver().getWindowHandle());
                seconds(browser, site, i % 2 == 0 ? "#/" : "#/sensor/dma-3?span=1y");
            }
            long with = heap();
            System.out.printf(
                    Locale.ROOT,
                    "%d sensors, %d days: first view %.2f s, again %.2f s, a sensor's year %.2f s, its day %.2f s;"
                            + " heap %.1f MB, with %d tabs %.1f MB; %.0f readings a second meanwhile%n",
                    SENSORS,
                    DAYS,
                    first,
                    second,
                    sensor,
                    day,
                    before / 1e6,
                    TABS,
                    with / 1e6,
                    heard.aSecond());
            assertThat(heard.aSecond()).isGreaterThan(SENSORS);
            assertThat(with - before).isLessThan(30_000_000);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Whether the gateway has read what its metrics of sensors show, as it does at its start and each half minute. */
    private static boolean hasLooked(ShownSite site) {
        MeterRegistry metrics = site.gateway().runtime().context().getRegistry().findSingleByType(MeterRegistry.class);
        return metrics.find("nightflow_sensor_flow_m3_per_hour").gauge() != null;
    }

    /** Readings of all sensors go on meanwhile, a minute of them each half a second, through the route that commits them. */
    private static final class Heard implements AutoCloseable {
        private static final long PAUSE_NANOS = 500_000_000;

        private final ShownSite site;
        private final long began = System.nanoTime();
        private final Thread thread = new Thread(this::hear, "readings");
        private volatile boolean stopped;
        private volatile long committed;

        Heard(ShownSite site) {
            this.site = site;
            thread.start();
        }

        private void hear() {
            ProducerTemplate route = site.gateway().runtime().context().createProducerTemplate();
            Minute minute = Minute.containing(ShownSite.NOW).plus(-1);
            while (!stopped) {
                List<Reading> readings = IntStream.rangeClosed(1, SENSORS)
                        .mapToObj(
                                sensor -> new Reading(new SensorId("dma-" + sensor), minute, sensor, 4.2, Quality.GOOD))
                        .toList();
                route.sendBody("direct:collect-readings", readings);
                committed = committed + SENSORS;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        double aSecond() {
            return committed / ((System.nanoTime() - began) / 1e9);
        }

        @Override
        public void close() {
            stopped = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static double seconds(Browser browser, ShownSite site, String view) {
        browser.go("about:blank");
        long began = System.nanoTime();
        browser.go(site.address() + view);
        ShownSite.until(browser::isShown);
        return (System.nanoTime() - began) / 1e9;
    }

    /** What is reachable now. */
    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
