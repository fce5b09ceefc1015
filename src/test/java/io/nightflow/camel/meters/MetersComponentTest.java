package io.nightflow.camel.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.nightflow.meter.modbus.RegisterTable;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.operate.Meters.UnitStatus;
import io.nightflow.reading.MeterPlace;
import io.nightflow.reading.MeterSample;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.settings.meters.ProfileFile;
import io.nightflow.simulator.PseudoTerminal;
import io.nightflow.simulator.VirtualBus;
import io.nightflow.simulator.VirtualUnit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The component over a real port: a pseudo-terminal with virtual units behind it. */
@Tag("slow")
class MetersComponentTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Range ANY = new Range(-10_000, 10_000);

    @TempDir
    private Path folder;

    private final Queue<MeterSample> samples = new ConcurrentLinkedQueue<>();
    private final MetersComponent meters = new MetersComponent();
    private DefaultCamelContext camel;
    private PseudoTerminal far;
    private VirtualBus bus;

    private static VirtualUnit unit(int address) {
        VirtualUnit unit = new VirtualUnit(address);
        unit.setFloat(RegisterTable.HOLDING, 3_002, 0.001 * address);
        for (int register = 3_014; register < 3_018; register++) {
            unit.set(RegisterTable.HOLDING, register, 0);
        }
        unit.set(RegisterTable.HOLDING, 3_014, 0x4059); // 100 as a double
        unit.set(RegisterTable.HOLDING, 3_200, 1);
        return unit;
    }

    private static SiteMeter meter(int address, Profile profile) {
        SensorId sensor = new SensorId("dma-" + address);
        return new SiteMeter(
                new MeterPlace(sensor, "north", String.valueOf(address), profile.kind(), false, Double.NaN, 2),
                profile,
                new MeteringPoint(sensor, Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY));
    }

    @BeforeEach
    void open() throws Exception {
        plug();
        Profile profile = ProfileFile.read(Path.of("meters/siemens-mag6000.yaml"));
        meters.setSite(name ->
                name.equals("north") ? List.of(meter(1, profile), meter(2, profile), meter(3, profile)) : List.of());
        camel = new DefaultCamelContext();
        camel.addComponent("meters", meters);
    }

    private void plug() throws Exception {
        far = PseudoTerminal.open(folder.resolve("bus"));
        bus = new VirtualBus(far, List.of(unit(1), unit(2)), 0);
    }

    @AfterEach
    void close() throws Exception {
        camel.close();
        bus.close();
    }

    private void start(String options) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("meters:" + folder.resolve("bus") + "?bus=north&" + options)
                        .routeId("north")
                        .split(body())
                        .process(exchange -> samples.add(exchange.getIn().getBody(MeterSample.class)));
            }
        });
        camel.start();
    }

    @Test
    void meters_are_asked_and_what_they_say_comes_in_units_of_the_product() throws Exception {
        start("line=19200 8N1&every=0");
        await().atMost(SOON)
                .until(() ->
                        samples.stream().anyMatch(each -> each.sensor().text().equals("dma-2")));
        MeterSample second = samples.stream()
                .filter(each -> each.sensor().text().equals("dma-2"))
                .findFirst()
                .orElseThrow();
        assertThat(second.flow()).isEqualTo(7.2, within(1e-5));
        assertThat(second.total()).isEqualTo(100);
        assertThat(second.status()).isEmpty();
    }

    @Test
    void each_unit_has_its_figures_and_a_dead_one_is_silent() throws Exception {
        start("line=19200 8N1&every=0&timeout=600ms");
        await().atMost(SOON)
                .until(() -> meters.units().size() == 3
                        && meters.units().get(2).unanswered() >= 2
                        && meters.units().get(0).answered() >= 6);
        List<UnitStatus> units = meters.units();
        assertThat(units).extracting(UnitStatus::sensor).containsExactly("dma-1", "dma-2", "dma-3");
        assertThat(units.get(2).answered()).isZero();
        assertThat(units.get(0).damaged()).isZero();
        assertThat(meters.status(folder.resolve("bus").toString()).open()).isTrue();
        assertThat(meters.heard(folder.resolve("bus").toString()))
                .as("what was asked and what came, in hex")
                .anyMatch(line -> line.matches("-> [0-9a-f]{2}( [0-9a-f]{2})+"))
                .anyMatch(line -> line.matches("<- [0-9a-f]{2}( [0-9a-f]{2})+"))
                .hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void it_reads_again_within_two_seconds_of_a_re_plug_and_leaves_no_thread() throws Exception {
        start("line=19200 8N1&every=0&timeout=600ms");
        await().atMost(SOON).until(() -> samples.size() > 4);
        int threads = Thread.activeCount();
        for (int i = 0; i < Integer.getInteger("meter.replugs", 3); i++) {
            bus.close();
            await().atMost(SOON)
                    .until(() ->
                            !meters.status(folder.resolve("bus").toString()).open());
            samples.clear();
            plug();
            await().atMost(Duration.ofSeconds(2)).until(() -> !samples.isEmpty());
        }
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 1);
    }

    @Test
    void a_bus_without_meters_and_a_line_that_is_none_are_refused() {
        assertThatThrownBy(() -> start("line=19200")).hasStackTraceContaining("line: must be a speed and a form");
        assertThatThrownBy(() -> {
                    camel = new DefaultCamelContext();
                    camel.addComponent("meters", new MetersComponent());
                    start("line=9600 8E1");
                })
                .hasStackTraceContaining("bus north: no sensor of the list of sensors hangs on it");
    }
}
