package io.nightflow.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as meters and loggers send them, and the pattern that is proposed for them. */
class PatternProposalTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "m1,12.5,4.1|m2,13.1,4.2|m1,12.7,4.0 => {sensor},{flow},{pressure}",
                "dma-north 12.5 4.1|dma-north 12.6 4.1|dma-north 12.5 4.2 => {sensor} {flow} {pressure}",
                "Q=12.5 m3/h P=4.1 bar|Q=12.6 m3/h P=4.1 bar|Q=12.5 m3/h P=4.2 bar => Q={flow} m3/h P={pressure} bar",
                "+12.50;+4.10|+12.60;+4.20|-0.10;+4.10 => {flow};{pressure}",
                "12,50;4,10|12,60;4,20|13,10;4,10 => {flow};{pressure}",
                "V;RB00012345;IB99887766|V;RB00012346;IB99887766|V;RB00012348;IB99887766|V;RB00012350;IB99887766"
                        + " => V;RB{total};IB{sensor}",
                "2026-03-11 07:00:00,12.5,3.9|2026-03-11 07:01:00,12.6,3.9|2026-03-11 07:02:00,12.5,4.0"
                        + " => {time},{flow},{pressure}",
                "1773208800,A12,7.25|1773208860,A12,7.5|1773208920,A12,7.75 => {time},{sensor},{flow}",
                "$FLOW,42,12.5,0*7A|$FLOW,42,12.6,0*7B|$FLOW,42,12.4,0*7C => $FLOW,{*},{flow},{pressure}*{*}",
                "유량 12.5 압력 4.1|유량 12.6 압력 4.1|유량 12.7 압력 4.0 => 유량 {flow} 압력 {pressure}",
                "total=1234.5 flow=12.5|total=1234.7 flow=12.4|total=1234.9 flow=12.6 => total={total} flow={flow}",
                "1234.5;2.25|1234.7;2.5|1234.9;2.5|1235.1;2.25 => {total};{flow}",
                "meter=7 flow=1.5 L/s battery=3.6|meter=7 flow=1.6 L/s battery=3.6|meter=8 flow=1.7 L/s battery=3.6"
                        + " => meter={sensor} flow={flow} L/s battery={*}",
                "{\"ts\":1772323200,\"id\":\"m7\",\"t\":14.2,\"flow\":3.5,\"p\":4.1}|{\"ts\":1772323260,\"id\":\"m7\",\"t\":14.3,\"flow\":3.6,\"p\":4.2}"
                        + " => {\"ts\":{time},\"id\":\"{sensor}\",\"t\":{*},\"flow\":{flow},\"p\":{pressure}}",
                "{\"meter\":\"x21\",\"id\":\"763\",\"total_m3\":6.4,\"target_m3\":6.4,\"max_flow_m3h\":0.5}|{\"meter\":\"x21\",\"id\":\"763\",\"total_m3\":6.5,\"target_m3\":6.4,\"max_flow_m3h\":0.6}"
                        + " => {\"meter\":\"x21\",\"id\":\"{sensor}\",\"total_m3\":{total},\"target_m3\":{*},\"max_flow_m3h\":{*}}",
                "2603011000;m1;12.5;4.1|2603011001;m1;12.6;4.1|2603011002;m1;12.4;4.2 => {*};{sensor};{flow};{pressure}",
                "10004711 3.25 4.1|10004712 3.5 4.2|10004711 3.3 4.1 => {sensor} {flow} {pressure}",
                "OK,3.6V,m1,12.5,4.1|OK,3.6V,m1,12.6,4.1|OK,3.5V,m1,12.5,4.2 => OK,{*}V,{sensor},{flow},{pressure}",
                "m1;12345.1;3.4|m1;12345.2;3.5|m1;12345.3;3.6 => {sensor};{total};{flow}",
                "F m1 12.5|P m1 4.1|F m1 12.6|F m1 12.7 => F {sensor} {flow}",
                "M001   12.50   4.10|M001  112.50   4.10|M001   13.50   4.20 => {sensor} {flow} {pressure}",
                "01/03/2026 10:00:00;M12;14,5;3,41|01/03/2026 10:01:00;M12;14,6;3,42 => {*};{sensor};{flow};{pressure}",
                "m1 12.5 8°C|m1 12.6 8°C|m1 12.7 9°C => {sensor} {flow} {*}°C",
                "hello|world|again => NONE"
            })
    void what_lines_have_in_common_is_a_pattern(String lines, String expected) {
        assertThat(PatternProposal.of(Arrays.asList(lines.split("\\|")), ROME)
                        .map(PatternProposal::pattern)
                        .orElse("NONE"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "FLOW 12.5 L/s PRESS 410 kPa TOT 12345.6 L => flow-unit L/s, pressure-unit kPa, total-unit L",
                "Q=12.5 m3/h P=4.1 bar => ''"
            })
    void units_of_the_lines_are_to_be_set(String line, String units) {
        assertThat(PatternProposal.of(List.of(line, line.replace("12.5", "12.75")), ROME)
                        .map(PatternProposal::units))
                .contains(units);
    }

    @Test
    void a_line_of_noise_among_them_is_not_counted() {
        PatternProposal proposal = PatternProposal.of(
                        List.of("m1,12.5,4.1", "\u00f0\u00c3", "m1,12.6,4.1", "restart", "\u0002m2,12.7,4.1\u0003"),
                        ROME)
                .orElseThrow();
        assertThat(proposal).isEqualTo(new PatternProposal("{sensor},{flow},{pressure}", false, 3, 5, ""));
    }
}
