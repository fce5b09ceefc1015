package io.nightflow.settings.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightflow.meter.modbus.Rtu;
import io.nightflow.meter.poll.Dialogue;
import io.nightflow.meter.poll.MbusDialogue;
import io.nightflow.meter.poll.ModbusDialogue;
import io.nightflow.meter.profile.Look;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.Role;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.reading.MeterPlace;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Profiles: those that are shipped say what their examples say, and what is wrong with one is told with its line. */
class MeterProfilesTest {
    private static final byte[] ACKNOWLEDGED = {(byte) 0xE5};

    @TempDir
    private Path folder;

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("meters"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_shipped_profile_says_what_its_examples_say(Path file) throws SettingsException {
        Profile profile = ProfileFile.read(file);
        assertThat(profile.examples()).isNotEmpty();
        for (Profile.Example example : profile.examples()) {
            Look look = look(profile, example);
            long missing = profile.values().size()
                    - example.values().size()
                    - (profile.values().containsKey(Role.STATUS) ? 1 : 0);
            boolean isMbus = profile.protocol() == Profile.Protocol.MBUS;
            assertThat(look.refused()).hasSize(isMbus ? 0 : (int) missing);
            assertThat(look.status()).isEqualTo(example.status());
            assertThat(look.values().keySet())
                    .as(file + ":" + example.line())
                    .isEqualTo(example.values().keySet());
            example.values()
                    .forEach((role, value) -> assertThat(look.value(role))
                            .as(role.word())
                            .isCloseTo(value, within(1e-9 + Math.abs(value) * 1e-7)));
        }
    }

    private static Look look(Profile profile, Profile.Example example) {
        int address = example.frames().get(0)[profile.protocol() == Profile.Protocol.MBUS ? 5 : 0] & 0xFF;
        Dialogue dialogue = profile.protocol() == Profile.Protocol.MBUS
                ? new MbusDialogue(String.valueOf(address), profile)
                : new ModbusDialogue(address, profile, new Rtu());
        dialogue.begin();
        if (profile.protocol() == Profile.Protocol.MBUS) {
            dialogue.ask();
            dialogue.heard(ACKNOWLEDGED, 1);
        }
        for (byte[] frame : example.frames()) {
            dialogue.ask();
            assertThat(dialogue.heard(frame, frame.length)).isEqualTo(Dialogue.Heard.ANSWERED);
        }
        return dialogue.look().orElseThrow();
    }

    private Profile read(String text) throws Exception {
        Path file = folder.resolve("my-meter.yaml");
        Files.writeString(file, "name: My meter\nsource: its manual\n" + text);
        return ProfileFile.read(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "values: {flow: {holding: 43014, type: f32, unit: m3/h}} ! 3: values.flow.holding: is the address on the wire, counted from 0: 43014 of a manual is 3013",
                "values: {flow: {holding: 403014, type: f32, unit: m3/h}} ! 403014 of a manual is 3013",
                "values: {flow: {input: 30002, type: f32, unit: m3/h}} ! 30002 of a manual is 1",
                "values: {flow: {input: 300002, type: f32, unit: m3/h}} ! 300002 of a manual is 1",
                "values: {flow: {holding: 3002, type: float, unit: m3/h}} ! values.flow.type: must be one of",
                "values: {flow: {holding: 3002, unit: m3/h}} ! values.flow.type: must be one of u16, i16",
                "values: {flow: {type: f32, unit: m3/h}} ! values.flow: must say where it lies: holding: ADDRESS or input: ADDRESS",
                "values: {flow: {holding: 3002, type: f32}} ! values.flow.unit: must be one of",
                "values: {flow: {holding: 3002, type: f32, unit: bar}} ! values.flow.unit: must be one of",
                "values: {total: {holding: 3002, type: u32, unit: L/s}} ! values.total.unit: must be what one count is",
                "values: {flow: {holding: 3002, type: f32, unit: m3/h, order: ABDC}} ! values.flow.order: must be ABCD, CDAB, BADC or DCBA (got ABDC)",
                "values: {flow: {holding: 3002, typ: f32, unit: m3/h}} ! values.flow.typ: is no key here. Did you mean type?",
                "values: {flwo: {holding: 3002, type: f32, unit: m3/h}} ! values.flwo: must be one of flow, pressure, total",
                "values: {} ! values: must have one of flow",
                "every: 5 ! every: must be 1s to 1h, such as 10s (got 5)",
                "line: 9600 ! line: must be a speed and a form, such as 9600 8E1",
                "protocol: profibus ! protocol: must be one of mbus, modbus (got profibus)",
                "values: {flow: {holding: 65535, type: f32, unit: m3/h}} ! must be an address from 0 to 65534",
                "values: {total: {sum: [{holding: 8, type: i32}, {input: 10, type: f32}], unit: m3}} ! all parts must lie in one table",
                "values: {total: {sum: [{holding: 8, type: i32}, {holding: 300, type: f32}], unit: m3}} ! its parts lie further apart than one request reads",
                "values: {status: {holding: 8, type: u16}} ! values.status.bits: must stand in status",
                "values: [1, 2] ! values: must be keys and values in braces or indented",
                "values: {flow: ! is no YAML",
                "extra: 1 ! extra: is no key here",
            })
    void what_is_wrong_is_told_with_its_line(String text, String fault) {
        assertThatThrownBy(() -> read(text + "\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("my-meter.yaml:")
                .hasMessageContaining(fault);
    }

    @Test
    void a_high_address_is_written_in_hex() throws Exception {
        assertThat(read("values: {flow: {holding: 0xA806, type: f32, unit: as-set}}\n")
                        .values())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{holding: 8, type: f32, unit: L} ! 0.001",
                "{holding: 8, type: f32, unit: L, resolution: 10} ! 0.01",
                "{holding: 8, type: u32, unit: m3, scale: 0.01} ! 0.01",
                "{holding: 8, type: u32, unit: m3, scale: 0.01, resolution: 0.1} ! 0.1",
            })
    void a_registers_least_step_is_what_its_profile_says_or_one_count(String total, double step) throws Exception {
        SensorId sensor = new SensorId("a");
        MeteringPoint.Range any = new MeteringPoint.Range(-1e6, 1e6);
        SiteMeter meter = new SiteMeter(
                new MeterPlace(sensor, "north", "1", "my-meter", false, Double.NaN, 2),
                read("values: {total: " + total + "}\n"),
                new MeteringPoint(sensor, Unit.M3_PER_HOUR, Unit.BAR, any, any));
        assertThat(meter.stepM3(Role.TOTAL)).isEqualTo(step);
    }

    @Test
    void all_faults_are_told_at_once() {
        assertThatThrownBy(() -> read("every: 0\nline: fast\nvalues: {flow: {holding: 43014, type: x, unit: y}}\n"))
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> assertThat(e.faults()).hasSizeGreaterThanOrEqualTo(4));
    }
}
