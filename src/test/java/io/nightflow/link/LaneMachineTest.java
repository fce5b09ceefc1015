package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneMachineTest {
    private static final Capabilities WINDOW_OF_THREE = new Capabilities(3, 160, 100);
    private final LaneMachine lane =
            new LaneMachine(Lane.RESULTS, "gw", 9_600, Duplex.FULL, () -> 1_000, new RefusedRows());
    private List<LaneAction> opened;

    @BeforeEach
    void open() {
        opened = lane.open(5, 11, 21, 20, 21, 0);
    }

    @Test
    void it_asks_for_the_last_number_first() {
        assertThat(opened).containsExactly(hello(5, 11));
        assertThat(lane.tick(1_999)).isEmpty();
        assertThat(lane.tick(2_000)).containsExactly(hello(5, 11));
    }

    @Test
    void it_goes_on_behind_what_the_device_has() {
        assertThat(welcome(5, 13, 10)).containsExactly(new LaneAction.Stored(13), new LaneAction.SendRows(14, 16));
    }

    @Test
    void an_acknowledgement_moves_the_window() {
        welcome(5, 10, 10);
        assertThat(lane.received(new Message.Acknowledge(Lane.RESULTS, 5, 12), 20))
                .containsExactly(new LaneAction.Stored(12), new LaneAction.SendRows(14, 15));
    }

    @Test
    void an_acknowledgement_of_another_lane_or_epoch_or_of_what_was_never_given_changes_nothing() {
        welcome(5, 10, 10);
        assertThat(lane.received(new Message.Acknowledge(Lane.ALERTS, 5, 12), 20))
                .isEmpty();
        assertThat(lane.received(new Message.Acknowledge(Lane.RESULTS, 4, 12), 20))
                .isEmpty();
        assertThat(lane.received(new Message.Acknowledge(Lane.RESULTS, 5, 21), 20))
                .singleElement()
                .isInstanceOf(LaneAction.Note.class);
    }

    @Test
    void a_device_that_has_what_was_never_sent_from_our_disk_shows_that_the_disk_is_an_old_one() {
        lane.open(5, 11, 21, 20, 14, 0);
        assertThat(welcome(5, 13, 10)).contains(new LaneAction.Stored(13));
        lane.open(5, 11, 21, 20, 14, 0);
        assertThat(welcome(5, 14, 10)).hasSize(2).last().isEqualTo(new LaneAction.NewEpoch());
    }

    @Test
    void a_device_that_is_newer_than_our_disk_makes_us_number_anew() {
        List<LaneAction> actions = welcome(5, 40, 10);
        assertThat(actions).hasSize(2).last().isEqualTo(new LaneAction.NewEpoch());
        assertThat(lane.renumbered(6, 20)).containsExactly(hello(6, 11));
        assertThat(welcome(6, 10, 30)).containsExactly(new LaneAction.SendRows(11, 13));
    }

    @Test
    void a_device_with_another_numbering_is_told_ours() {
        assertThat(welcome(77, 3, 10)).last().isEqualTo(hello(5, 11));
    }

    @Test
    void a_device_that_forgot_is_told_what_we_hold() {
        welcome(5, 15, 10);
        assertThat(welcome(5, 2, 40_000)).last().isEqualTo(hello(5, 16));
    }

    @Test
    void five_time_outs_in_a_row_ask_anew() {
        welcome(5, 10, 10);
        for (int i = 0; i < 4; i++) {
            assertThat(lane.tick(lane.deadline())).containsExactly(new LaneAction.SendRows(11, 13));
        }
        assertThat(lane.tick(lane.deadline())).containsExactly(hello(5, 11));
    }

    /** It has not got what comes after: its repetitions must not hold up that it is sent again. */
    @Test
    void an_acknowledgement_that_is_no_news_does_not_restart_the_timer() {
        welcome(5, 10, 10);
        long deadline = lane.deadline();
        for (long now = 100; now < deadline; now += 100) {
            assertThat(lane.received(new Message.Acknowledge(Lane.RESULTS, 5, 10), now))
                    .isEmpty();
        }
        assertThat(lane.deadline()).isEqualTo(deadline);
        assertThat(lane.tick(deadline)).containsExactly(new LaneAction.SendRows(11, 13));
    }

    @Test
    void three_minutes_without_a_valid_line_reopen_the_port() {
        assertThat(lane.tick(179_999)).doesNotContain(new LaneAction.Reopen());
        assertThat(lane.tick(180_000)).containsExactly(new LaneAction.Reopen());
    }

    @Test
    void a_row_that_the_device_refuses_three_times_becomes_void() {
        welcome(5, 10, 0);
        for (int i = 1; i <= 2; i++) {
            assertThat(refuse(i * 1_000L)).containsExactly(new LaneAction.SendRows(11, 13));
        }
        assertThat(refuse(3_000)).containsExactly(new LaneAction.Refused(11, "fmt"), new LaneAction.SendRows(11, 13));
    }

    @Test
    void what_lies_behind_the_limit_waits_for_the_next_batch() {
        lane.open(5, 11, 40, 12, 40, 0);
        assertThat(welcome(5, 10, 10)).containsExactly(new LaneAction.SendRows(11, 12));
        assertThat(lane.received(new Message.Acknowledge(Lane.RESULTS, 5, 12), 20))
                .containsExactly(new LaneAction.Stored(12), new LaneAction.Drained());
    }

    @Test
    void a_device_may_have_stored_more_than_the_batch_but_not_more_than_was_given() {
        lane.open(5, 11, 40, 12, 40, 0);
        assertThat(welcome(5, 30, 10)).containsExactly(new LaneAction.Stored(30), new LaneAction.Drained());
    }

    @Test
    void an_acknowledgement_beyond_what_was_sent_is_not_believed() {
        welcome(5, 10, 10);
        assertThat(lane.received(new Message.Acknowledge(Lane.RESULTS, 5, 20), 20))
                .containsExactly(new LaneAction.Note("the device acknowledges 20, never sent: it is not believed"));
        assertThat(lane.received(new Message.GoBack(Lane.RESULTS, 5, 20, "gap"), 1_000))
                .as("nor a going back to it: the device is asked anew")
                .containsExactly(hello(5, 11));
    }

    @Test
    void a_device_that_greets_all_the_time_gets_no_row_twice() {
        welcome(5, 10, 0);
        for (int i = 1; i <= 20; i++) {
            assertThat(welcome(5, 10, 50L * i)).isEmpty();
        }
        assertThat(lane.deadline()).as("and the time-out stays").isLessThan(2_000);
        assertThat(welcome(5, 12, 1_050)).containsExactly(new LaneAction.Stored(12), new LaneAction.SendRows(14, 15));
    }

    @Test
    void a_device_that_starts_anew_all_the_time_gets_its_window_once_a_second() {
        welcome(5, 10, 0);
        int lines = 0;
        for (int i = 1; i <= 100; i++) {
            for (LaneAction action :
                    lane.received(new Message.Welcome(Lane.RESULTS, 5, 10, "box", 1 + i, WINDOW_OF_THREE), 50L * i)) {
                lines += action instanceof LaneAction.SendRows rows ? (int) (rows.last() - rows.first() + 1) : 0;
            }
        }
        assertThat(lines).as("in 5 s").isLessThanOrEqualTo(15);
    }

    @Test
    void two_devices_that_answer_in_turn_do_not_multiply_hellos() {
        int hellos = 0;
        for (int i = 1; i <= 200; i++) {
            long epoch = i % 2 == 0 ? 5 : 77;
            for (LaneAction action : lane.received(
                    new Message.Welcome(Lane.RESULTS, epoch, 10, "box" + epoch, 1, WINDOW_OF_THREE), 50L * i)) {
                hellos += action instanceof LaneAction.Say ? 1 : 0;
            }
        }
        assertThat(hellos).as("in 10 s").isLessThan(15);
    }

    @Test
    void a_device_that_refuses_everything_stops_the_lane() {
        welcome(5, 10, 0);
        long now = 0;
        for (long row = 11; row <= 13; row++) {
            for (int i = 0; i < 3; i++) {
                now += 1_000;
                List<LaneAction> actions = lane.received(new Message.GoBack(Lane.RESULTS, 5, row - 1, "fmt"), now);
                assertThat(actions.contains(new LaneAction.Refused(row, "fmt"))).isEqualTo(i == 2);
            }
            lane.received(new Message.Acknowledge(Lane.RESULTS, 5, row), ++now); // its number, void
        }
        for (int i = 0; i < 2; i++) {
            now += 1_000;
            lane.received(new Message.GoBack(Lane.RESULTS, 5, 13, "fmt"), now);
        }
        assertThat(lane.received(new Message.GoBack(Lane.RESULTS, 5, 13, "fmt"), now + 1_000))
                .containsExactly(new LaneAction.Stopped("it refuses every row (fmt)"));
    }

    private List<LaneAction> refuse(long now) {
        return lane.received(new Message.GoBack(Lane.RESULTS, 5, 10, "fmt"), now);
    }

    /** What a welcome leads to, beyond that it is remembered who said it. */
    private List<LaneAction> welcome(long epoch, long last, long now) {
        List<LaneAction> actions =
                lane.received(new Message.Welcome(Lane.RESULTS, epoch, last, "box", 1, WINDOW_OF_THREE), now);
        assertThat(actions).startsWith(new LaneAction.Met("box", 1));
        return actions.subList(1, actions.size());
    }

    private static LaneAction hello(long epoch, long first) {
        return new LaneAction.Say(new Message.Hello("gw", Lane.RESULTS, epoch, first, 21, 1_000));
    }
}
