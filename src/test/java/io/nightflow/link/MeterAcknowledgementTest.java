package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.SensorId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterAcknowledgementTest {
    private final MeterAcknowledgement acknowledgement = new MeterAcknowledgement();

    @Test
    void the_first_number_heard_is_the_base() {
        assertThat(committed(41, 42)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 42));
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
        for (int i = 0; i < 3; i++) {
            assertThat(committed(3).get(0)).isInstanceOf(Message.GoBack.class);
        }
        assertThat(committed(3)).containsExactly(new Message.Acknowledge(Lane.READINGS, 9, 3));
    }

    @Test
    void readings_without_a_number_are_not_answered() {
        assertThat(acknowledgement.committed(List.of(reading(0, 0)))).isEmpty();
    }

    private List<Message> committed(long... numbers) {
        return acknowledgement.committed(
                Arrays.stream(numbers).mapToObj(number -> reading(9, number)).toList());
    }

    private static Message.MeterReading reading(long epoch, long number) {
        return new Message.MeterReading(epoch, number, new SensorId("a"), 0, 1, 1);
    }
}
