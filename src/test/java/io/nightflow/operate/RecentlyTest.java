package io.nightflow.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentlyTest {
    @Test
    void the_figures_of_one_look_share_what_was_read_and_the_next_look_reads_again() {
        AtomicInteger reads = new AtomicInteger();
        AtomicLong nanos = new AtomicLong();
        Recently<Integer> facts = new Recently<>(reads::incrementAndGet, nanos::get);
        for (int figure = 0; figure < 10; figure++) {
            assertThat(facts.get()).isEqualTo(1);
        }
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
        assertThat(facts.get()).isEqualTo(2);
    }
}
