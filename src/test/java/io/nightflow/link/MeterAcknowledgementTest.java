package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.MeterPosition;
import io.nightflow.reading.SensorId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterAcknowledgementTest {
    private long now;
    private MeterAcknowledgement acknowledgement = remembering();

    @Test
    void a_meter_that_is_far_on_when_it_is_first_heard_is_let_go_on_from_the_lowest_that_it_has() {
        for (int round = 0; round < 10; round++) {
            assertThat(committed(141, 142, 143)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 0, "gap"));
        }
        assertThat(committed(141, 142)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 140, "gap"));
        assertThat(committed(141, 142, 143)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 143));
    }

    @Test
    void a_meter_that_sends_and_does_not_get_on_for_five_minutes_is_told_until_it_does() {
        for (int minute = 0; minute <= 5; minute++) {
            assertThat(acknowledgement.stuck()).as("minute " + minute).isEmpty();
            now = minute * 60_000L;
            committed(2);
        }
        assertThat(acknowledgement.stuck())
                .containsExactly("line line, epoch 9: its meter has not got on for 5 minutes: number 1 does not come");
        committed(1);
        assertThat(acknowledgement.stuck()).isEmpty();
        committed(4);
        now += 600_000;
        assertThat(acknowledgement.stuck())
                .as("it is silent, which is told elsewhere")
                .isEmpty();
    }

    @Test
    void a_numbering_that_has_just_begun_began_with_1() {
        assertThat(committed(2)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 0, "gap"));
    }

    @Test
    void a_meter_that_begins_anew_under_the_same_epoch_is_followed() {
        acknowledgement = remembering(5_000);
        assertThat(committed(1, 2)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 2));
    }

    @Test
    void after_a_restart_a_gap_is_seen() {
        acknowledgement = remembering(141);
        assertThat(committed(143)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 141, "gap"));
    }

    @Test
    void what_was_not_committed_is_asked_for_again() {
        committed(1, 2);
        acknowledgement.to("line", heard(reading(9, 3), reading(9, 4)));
        assertThat(committed(5)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 2, "gap"));
    }

    @Test
    void a_repeated_number_is_acknowledged_again() {
        committed(1, 2, 3);
        assertThat(committed(2)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 3));
    }

    @Test
    void a_missing_number_is_asked_for_and_never_covered() {
        committed(1);
        assertThat(committed(3)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 1, "gap"));
        assertThat(committed(2, 3)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 3));
    }

    @Test
    void a_meter_that_no_longer_has_it_is_let_go_on() {
        committed(1);
        for (int i = 0; i < 11; i++) {
            assertThat(committed(3).get(0)).isInstanceOf(Message.GoBack.class);
        }
        assertThat(committed(3)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 3));
    }

    @Test
    void many_behind_a_gap_are_no_reason_to_let_it_go() {
        committed(1);
        for (int i = 3; i < 60; i++) {
            assertThat(committed(i)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 1, "gap"));
        }
        assertThat(committed(2, 3)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 3));
    }

    @Test
    void readings_without_a_number_are_not_answered() {
        assertThat(acknowledgement.to("line", heard(reading(0, 0))).messages()).isEmpty();
    }

    @Test
    void each_line_and_each_epoch_numbers_by_itself() {
        committed(1, 2, 3);
        assertThat(committed("other line", reading(9, 1, "b")))
                .containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 1));
        assertThat(committed("line", reading(8, 1))).containsExactly(new Message.Acknowledge(Lane.READINGS, 8, 1));
        assertThat(committed(4)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 4));
    }

    @Test
    void a_meter_never_hears_that_what_another_one_sent_is_its_own() {
        committed(1, 2, 3);
        Message begin = new Message.GoBack(Lane.READINGS, 9, 0, "epoch");
        assertThat(committed("line", reading(9, 1, "b"))).containsExactly(begin);
        assertThat(committed(4)).as("nor does the other one, for both hear it").containsExactly(begin);
        MeterAcknowledgement.Answers answers = acknowledgement.to("line", heard(reading(9, 5)));
        assertThat(answers.ofShared()).containsExactly(new SensorId("a"));
        acknowledgement = new MeterAcknowledgement(answers.positions(), () -> 0);
        assertThat(committed(5)).as("also after a restart").containsExactly(begin);
        assertThat(committed("line", reading(10, 1, "b")))
                .as("a new epoch is its own")
                .containsExactly(new Message.Acknowledge(Lane.READINGS, 10, 1));
    }

    /** Their names have the same {@link String#hashCode}. */
    @Test
    void names_that_are_alike_are_not_the_same() {
        assertThat("m1P".hashCode()).isEqualTo("m21".hashCode());
        committed("line", reading(9, 1, "m1P"), reading(9, 2, "m1P"));
        assertThat(committed("line", reading(9, 1, "m21")))
                .containsExactly(new Message.GoBack(Lane.READINGS, 9, 0, "epoch"));
    }

    @Test
    void a_meter_that_begins_anew_hears_only_of_what_it_has_sent_since() {
        committed(1, 2, 3, 4, 5);
        assertThat(committed("line", other(9, 1))).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 1));
        assertThat(committed("line", other(9, 3))).containsExactly(new Message.GoBack(Lane.READINGS, 9, 1, "gap"));
    }

    @Test
    void what_was_sent_again_is_known_after_a_restart() {
        MeterAcknowledgement.Answers answers =
                acknowledgement.to("line", heard(reading(9, 1), reading(9, 2), reading(9, 3)));
        acknowledgement = new MeterAcknowledgement(answers.positions(), () -> 0);
        assertThat(committed(2)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 3));
        assertThat(committed("line", other(9, 2))).containsExactly(new Message.GoBack(Lane.READINGS, 9, 0, "gap"));
    }

    @Test
    void what_finds_no_room_is_asked_for_again_and_so_is_what_comes_after_it() {
        committed(1);
        MeterAcknowledgement.Answers answers = acknowledgement.to(
                "line",
                List.of(
                        new MeterAcknowledgement.Heard(reading(9, 2), true),
                        new MeterAcknowledgement.Heard(reading(9, 3), false),
                        new MeterAcknowledgement.Heard(reading(9, 4), true)));
        acknowledgement.committed(answers);
        assertThat(answers.messages()).containsExactly(new Message.GoBack(Lane.READINGS, 9, 2, "busy"));
        assertThat(committed(3, 4)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 4));
    }

    @Test
    void thousands_of_numberings_are_remembered_and_a_place_is_given_away_only_after_a_week_of_silence() {
        for (int epoch = 1; epoch <= 10_000; epoch++) {
            committed("line", reading(epoch, 1));
        }
        assertThat(committed("line", reading(20_000, 1)))
                .containsExactly(new Message.GoBack(Lane.READINGS, 20_000, 0, "busy"));
        for (int epoch = 1; epoch <= 10_000; epoch++) {
            assertThat(committed("line", reading(epoch, 2)).get(0))
                    .isEqualTo(new Message.Acknowledge(Lane.READINGS, epoch, 2));
        }
        now += 8L * 86_400_000;
        assertThat(committed("line", reading(20_000, 1)))
                .containsExactly(new Message.Acknowledge(Lane.READINGS, 20_000, 1));
    }

    private MeterAcknowledgement remembering(long... last) {
        return new MeterAcknowledgement(
                Arrays.stream(last)
                        .mapToObj(each -> new MeterPosition("line", 9, each, new byte[0]))
                        .toList(),
                () -> now);
    }

    private List<Message> committed(long... numbers) {
        return committed(
                "line",
                Arrays.stream(numbers).mapToObj(number -> reading(9, number)).toArray(Message.MeterReading[]::new));
    }

    private List<Message> committed(String line, Message.MeterReading... readings) {
        MeterAcknowledgement.Answers answers = acknowledgement.to(line, heard(readings));
        acknowledgement.committed(answers);
        return answers.messages();
    }

    private static List<MeterAcknowledgement.Heard> heard(Message.MeterReading... readings) {
        return Arrays.stream(readings)
                .map(reading -> new MeterAcknowledgement.Heard(reading, true))
                .toList();
    }

    private static Message.MeterReading reading(long epoch, long number) {
        return reading(epoch, number, "a");
    }

    private static Message.MeterReading reading(long epoch, long number, String sensor) {
        return new Message.MeterReading(epoch, number, new SensorId(sensor), 60 * number, 1, 1);
    }

    /** Of the same meter, with the same number, but another one. */
    private static Message.MeterReading other(long epoch, long number) {
        return new Message.MeterReading(epoch, number, new SensorId("a"), 86_400 + 60 * number, 2, 1);
    }
}
