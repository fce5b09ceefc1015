package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.SensorId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterAcknowledgementTest {
    private MeterAcknowledgement acknowledgement = new MeterAcknowledgement(Map.of());

    @Test
    void a_meter_that_is_far_on_when_it_is_first_heard_is_let_go_on_from_the_lowest_that_it_has() {
        for (int round = 0; round < 10; round++) {
            assertThat(committed(141, 142, 143)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 0, "gap"));
        }
        assertThat(committed(141, 142)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 140, "gap"));
        assertThat(committed(141, 142, 143)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 143));
    }

    @Test
    void a_numbering_that_has_just_begun_began_with_1() {
        assertThat(committed(2)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 0, "gap"));
    }

    @Test
    void a_meter_that_begins_anew_under_the_same_epoch_is_followed() {
        acknowledgement = new MeterAcknowledgement(Map.of(9L, 5_000L));
        assertThat(committed(1, 2)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 2));
    }

    @Test
    void after_a_restart_a_gap_is_seen() {
        acknowledgement = new MeterAcknowledgement(Map.of(9L, 141L));
        assertThat(committed(143)).containsExactly(new Message.GoBack(Lane.READINGS, 9, 141, "gap"));
    }

    @Test
    void what_was_not_committed_is_asked_for_again() {
        committed(1, 2);
        acknowledgement.to(List.of(reading(9, 3), reading(9, 4)));
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
        assertThat(acknowledgement.to(List.of(reading(0, 0))).messages()).isEmpty();
    }

    private List<Message> committed(long... numbers) {
        MeterAcknowledgement.Answers answers = acknowledgement.to(
                Arrays.stream(numbers).mapToObj(number -> reading(9, number)).toList());
        acknowledgement.committed(answers);
        return answers.messages();
    }

    private static Message.MeterReading reading(long epoch, long number) {
        return new Message.MeterReading(epoch, number, new SensorId("a"), 0, 1, 1);
    }
}
