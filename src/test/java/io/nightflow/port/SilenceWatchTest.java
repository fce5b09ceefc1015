package io.nightflow.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.port.SilenceWatch.Change;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void a_line_is_silent_after_its_time_and_heard_again() {
        SilenceWatch watch = new SilenceWatch(3 * MINUTE, 0);
        Change last = Change.NONE;
        long now = 0;
        while (last == Change.NONE) {
            now += SECOND;
            last = watch.see(false, true, now);
        }
        assertThat(last).isEqualTo(Change.SILENT);
        assertThat(now).isEqualTo(3 * MINUTE);
        assertThat(watch.silentSeconds(now + 10 * SECOND)).isEqualTo(190);
        assertThat(watch.see(true, true, now + SECOND)).isEqualTo(Change.HEARD_AGAIN);
        assertThat(watch.silentSeconds(now + SECOND)).isZero();
    }

    @Test
    void four_minutes_in_which_the_process_was_stopped_are_no_silence() {
        SilenceWatch watch = new SilenceWatch(3 * MINUTE, 0);
        assertThat(watch.see(true, true, SECOND)).isEqualTo(Change.FIRST_HEARD);
        assertThat(watch.see(false, true, 4 * MINUTE)).isEqualTo(Change.NONE);
        assertThat(watch.see(false, true, 4 * MINUTE + SECOND)).isEqualTo(Change.NONE);
        assertThat(watch.see(true, true, 4 * MINUTE + 2 * SECOND)).isEqualTo(Change.NONE);
    }
}
