package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.SensorId;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyPatternTest {
    private static final LegacyPattern PLAIN = LegacyPattern.of("{sensor},{flow},{pressure}", "");

    @Test
    void a_line_that_matches_is_a_reading_without_a_number() {
        assertThat(PLAIN.read("dma_1,-12.5,4"))
                .contains(new PlainReading(
                        new Message.MeterReading(0, 0, new SensorId("dma_1"), 0, -12.5, 4), Double.NaN));
        assertThat(LegacyPattern.of("ID={sensor};T={time};Q={flow} m3/h", "")
                        .read("ID=a;T=2026-03-11T07:00:00+01:00;Q=3 m3/h"))
                .contains(new PlainReading(
                        new Message.MeterReading(0, 0, new SensorId("a"), 1_773_208_800, 3, Double.NaN), Double.NaN));
        assertThat(LegacyPattern.of("{time} {sensor} {pressure}", "").read("1773208800 a 4.1"))
                .contains(new PlainReading(
                        new Message.MeterReading(0, 0, new SensorId("a"), 1_773_208_800, Double.NaN, 4.1), Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dma,1",
                "dma,1,2,3",
                "-ma,1,2",
                "_ma,1,2",
                ".ma,1,2",
                "d ma,1,2",
                "dma,NaN,2",
                "dma,,2",
                "dma,1.,2",
                "dma,1234567890123,2",
                "this-name-is-longer-than-thirty-two-characters,1,2",
                "\u0000dma,1,2"
            })
    void any_other_line_is_none(String line) {
        assertThat(PLAIN.read(line)).isEmpty();
    }

    /** A line of a meter as it is, the pattern for it, and what it says: time, flow, pressure. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "m,12.5,4.1,3.51,21 => {sensor},{flow},{pressure},{*} => 0 12.5 4.1",
                "$AA m,12.5*47 => $AA {sensor},{flow}*{*} => 0 12.5 NaN",
                "m,+0012.50,+04.10 => {sensor},{flow},{pressure} => 0 12.5 4.1",
                "`m,   12.5,  4.1 ` => {sensor},{flow},{pressure} => 0 12.5 4.1",
                "m;12,5;4,1 => {sensor};{flow};{pressure} => 0 12.5 4.1",
                "m 1.25E+1 => {sensor} {flow} => 0 12.5 NaN",
                "m 12.5 m³/h 4.1 bar => {sensor} {flow} m³/h {pressure} bar => 0 12.5 4.1",
                "m,2026-03-11 07:00:00,12.5 => {sensor},{time},{flow} => 1773208800 12.5 NaN",
                "m;11.03.2026 07:00:00;12,5 => {sensor};{time};{flow} => NONE",
                "m;31.03.2026 07:00:00;12,5 => {sensor};{time};{flow} => 1774933200 12.5 NaN",
                "m,20260311070000,12.5 => {sensor},{time},{flow} => 1773208800 12.5 NaN",
                "m,1773208800000,12.5 => {sensor},{time},{flow} => 1773208800 12.5 NaN",
                "m,12.5,4 => {sensor},{flow} => NONE",
                "m,12,5 => {sensor},{flow} => NONE"
            })
    void lines_as_meters_send_them(String line, String pattern, String expected) {
        LegacyPattern read = LegacyPattern.of(pattern, "", ZoneId.of("Europe/Rome"));
        assertThat(read.read(line)
                        .map(plain -> plain.reading())
                        .map(message -> message.utc() + " " + message.flow() + " " + message.pressure())
                        .orElse("NONE"))
                .isEqualTo(expected);
    }

    /** Lines that are nearly plain: what is read without the expression is what the expression reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{sensor},{flow},{pressure}",
                "{sensor};{time};{flow};{pressure}",
                "ID={sensor};T={time};Q={flow} m3/h",
                "ID={sensor};T={time};Q={flow}/h",
                "{sensor}/{total}|{flow}",
                "${time},{flow}*",
                "[{sensor}] {flow}",
                "{sensor} {flow}",
                "{sensor}-{flow};x{pressure}"
            })
    void a_plain_line_is_read_as_by_the_expression(String pattern) {
        Random random = new Random(pattern.hashCode());
        LegacyPattern read = LegacyPattern.of(pattern, pattern.contains("{sensor}") ? "" : "dma");
        List<String> times = List.of("2026-03-11T07:00:00Z", "1773208800", "1;2;3;4", "12:0 ", "20260311", "1,2");
        List<String> odd = List.of("", " ", "-", "+", "e1", ",", ".", "..", ";", "é", "\u2028", "0", "x", "=", "m3/h");
        int plain = 0;
        for (int i = 0; i < 20_000; i++) {
            String line = pattern.replace("{sensor}", "dma-" + random.nextInt(12))
                    .replace("{time}", times.get(random.nextInt(times.size())))
                    .replace("{flow}", number(random))
                    .replace("{pressure}", number(random))
                    .replace("{total}", number(random));
            if (random.nextBoolean()) {
                int at = random.nextInt(line.length() + 1);
                int to = Math.min(line.length(), at + random.nextInt(3));
                line = line.substring(0, at) + odd.get(random.nextInt(odd.size())) + line.substring(to);
            }
            PlainFields.Fields fields = read.plainly(line);
            if (fields != null) {
                plain++;
                assertThat(fields).as(line).isEqualTo(read.matched(line));
            }
        }
        boolean isParted = !pattern.contains("} ") && !pattern.contains("}-");
        assertThat(plain).as("plain lines").matches(count -> isParted ? count > 5_000 : count == 0);
    }

    private static String number(Random random) {
        return (random.nextInt(4) == 0 ? "-" : "")
                + (random.nextBoolean()
                        ? Integer.toString(random.nextInt(100_000))
                        : Double.toString(random.nextInt(1_000_000) / 1_000.0));
    }

    @Test
    void a_register_stands_beside_the_flow_or_alone() {
        assertThat(LegacyPattern.of("V;RB{total};IB{sensor}", "").read("V;RB00012345;IB99887766"))
                .contains(new PlainReading(
                        new Message.MeterReading(0, 0, new SensorId("99887766"), 0, Double.NaN, Double.NaN), 12345));
        assertThat(LegacyPattern.of("{flow};{total}", "dma").read("12,5; 1234,567"))
                .contains(new PlainReading(
                        new Message.MeterReading(0, 0, new SensorId("dma"), 0, 12.5, Double.NaN), 1234.567));
    }

    @Test
    void a_local_time_without_a_zone_is_no_reading() {
        assertThat(LegacyPattern.of("{sensor},{time},{flow}", "").read("m,2026-03-11 07:00:00,12.5"))
                .isEmpty();
    }

    @Test
    void a_date_that_is_none_is_no_reading() {
        assertThat(LegacyPattern.of("{sensor} {flow} {time}", "").read("a 1 2026-13-41T07:00:00Z"))
                .isEmpty();
    }

    @Test
    void a_time_of_1970_is_a_wrong_time_and_not_none() {
        assertThat(LegacyPattern.of("{sensor} {flow} {time}", "")
                        .read("a 1 1970-01-01T00:00:00Z")
                        .map(plain -> plain.reading().utc()))
                .contains(1L);
    }

    @Test
    void a_pattern_that_cannot_be_used_says_what_to_write() {
        assertRefused(
                "{flow},{pressure}",
                "",
                "must name {sensor}; where a meter sends no name, give the route the"
                        + " parameter sensor (got {flow},{pressure})");
        assertRefused("{sensor},{sensor},{flow}", "", "must name {sensor} once");
        assertRefused("{sensor},{flow},{flow}", "", "must name {flow} once");
        assertRefused(
                "{sensor} {date} {flow}",
                "",
                "knows no {date}, only {sensor}, {flow}, {pressure}, {total}, {time}, {*}");
        assertRefused("{sensor}{flow}", "", "must have something between two names");
        assertRefused("{sensor},{press}", "", "knows no {press}");
        assertRefused("{sensor}", "", "must name {flow}, {pressure} or {total}");
        assertRefused("", "", "must name {flow}, {pressure} or {total}");
        assertRefused("{sensor},{flow}", "dma", "take one away");
        assertRefused("{flow}", "d ma", "the sensor must be 1 to 32 characters");
    }

    private static void assertRefused(String pattern, String sensor, String rule) {
        assertThatThrownBy(() -> LegacyPattern.of(pattern, sensor)).hasMessageContaining(rule);
    }

    @Test
    void a_meter_that_sends_no_name_gets_one() {
        assertThat(LegacyPattern.of("{flow},{pressure}", "dma").read("12.5,4"))
                .contains(
                        new PlainReading(new Message.MeterReading(0, 0, new SensorId("dma"), 0, 12.5, 4), Double.NaN));
    }

    @Test
    void marks_of_regular_expressions_stand_for_themselves() {
        assertThat(LegacyPattern.of("[{sensor}] {flow} (.*)", "").read("[a] 1 (.*)"))
                .isPresent();
        assertThat(LegacyPattern.of("[{sensor}] {flow} (.*)", "").read("[a] 1 (xx)"))
                .isEmpty();
        assertThat(LegacyPattern.of("\\E{sensor}\\Q{flow}", "").read("\\Ea\\Q1"))
                .isPresent();
    }
}
