package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.SensorId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {
    private static final SensorId NORTH = new SensorId("dma-north");

    static Stream<Message> messages() {
        return Stream.of(
                new Message.MeterReading(0, 0, NORTH, 1_795_189_560L, 12.5, 4.1),
                new Message.MeterReading(0, 0, NORTH, 0, Double.NaN, 4.1),
                new Message.MeterReading(7, 12, NORTH, 1_795_189_560L, -0.25, Double.NaN),
                new Message.Hello("gw-1", Lane.RESULTS, 1_795_189_560L, 5, 12, 1_795_189_600L),
                new Message.Welcome(Lane.ALERTS, 3, 11, "box", 4, new Capabilities(10, 160, 50)),
                new Message.Result(3, 12, new Message.Result.Content(NORTH, 60, 1.5, 4, "0555", "055", 1.25, 0)),
                new Message.WeekForecast(3, 13, NORTH, 3_600, "flow", List.of(1.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0)),
                new Message.Alert(3, 14, NORTH, 60, "flow,system,4,burst,12.5,3"),
                new Message.Thinned(3, 14, NORTH, 600, "10,9,12.5,4.1,0555,055"),
                new Message.QuotaNotice(3, 14, "ten,600,1140,2"),
                new Message.VoidNumber(Lane.RESULTS, 3, 15),
                new Message.Acknowledge(Lane.RESULTS, 3, 15),
                new Message.GoBack(Lane.ALERTS, 3, 15, "gap"),
                new Message.Command("17", "drain"),
                new Message.Answer("17", "ok"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_reads_back_as_it_was_written(Message message) {
        assertThat(MessageParser.parse(message.body())).isEqualTo(new Parsed.Understood(message));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_with_any_field_cut_off_is_never_thrown(Message message) {
        String body = message.body();
        for (int end = 0; end < body.length(); end++) {
            assertThat(MessageParser.parse(body.substring(0, end))).isNotNull();
        }
    }

    @Test
    void unknown_trailing_fields_are_ignored() {
        assertThat(MessageParser.parse("A,R,1,2,new,fields"))
                .isEqualTo(new Parsed.Understood(new Message.Acknowledge(Lane.RESULTS, 1, 2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S,0,dma north,0,1,2 | sensor",
                "S,0,a,x,1,2 | utc",
                "S,0,a,0,1e3,2 | flow",
                "S,0,a,0,1,NaN | pressure",
                "S,0,a,0,1 | pressure",
                "A,Q,1,2 | lane",
                "A,R,-1,2 | epoch",
                "A,R,1,1234567890123456 | last",
                "H,2,g,R,1,1,1,1 | version"
            })
    void a_field_that_cannot_be_read_is_named(String body, String field) {
        assertThat(MessageParser.parse(body))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo(field));
    }

    @Test
    void the_number_of_a_reading_that_cannot_be_read_is_known_where_it_can_be_read() {
        assertThat(MessageParser.parse("S,8,3,mm,0,1e5,4"))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class,
                        malformed -> assertThat(malformed.numbered())
                                .hasValueSatisfying(reading ->
                                        assertThat(reading.sequence()).isEqualTo(3)));
        for (String body : List.of("S,8,0,m,0,1,4", "S,x,3,m,0,1,4", "S,8,x,m,0,1,4")) {
            assertThat(MessageParser.parse(body))
                    .as(body)
                    .isInstanceOfSatisfying(
                            Parsed.Malformed.class,
                            malformed -> assertThat(malformed.numbered()).isEmpty());
        }
    }

    @Test
    void an_unknown_type_is_told_apart() {
        assertThat(MessageParser.parse("K,1,2")).isEqualTo(new Parsed.UnknownType("K"));
        assertThat(MessageParser.parse("")).isEqualTo(new Parsed.UnknownType(""));
    }

    @Test
    void a_staged_row_gets_its_number_behind_the_type() {
        Message.Result.Content content = new Message.Result.Content(NORTH, 60, 1.5, 4, "0555", "055", 0, 0);
        assertThat(Message.numbered(content.row(), 3, 12)).isEqualTo(new Message.Result(3, 12, content).body());
    }

    @Test
    void capabilities_that_are_missing_or_mad_are_careful() {
        assertThat(Capabilities.parse("")).isEqualTo(Capabilities.DEFAULT);
        assertThat(Capabilities.parse("win=0;apply=x;later=1")).isEqualTo(Capabilities.DEFAULT);
        assertThat(Capabilities.parse("win=9999").window()).isEqualTo(100);
    }

    @Test
    void a_body_that_would_break_the_line_is_refused() {
        assertThatThrownBy(() -> Frame.encode("X,1,a*b")).hasMessageContaining("without $ and *");
        assertThatThrownBy(() -> Frame.encode("X,1,a\r\n$b")).isInstanceOf(IllegalArgumentException.class);
    }
}
