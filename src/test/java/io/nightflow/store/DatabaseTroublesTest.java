package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class DatabaseTroublesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final DatabaseTroubles troubles = new DatabaseTroubles(nanos::get);

    @Test
    void a_lock_is_told_after_ten_seconds_until_something_is_written() {
        troubles.locked();
        assertThat(troubles.words()).isEmpty();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(9));
        troubles.locked();
        assertThat(troubles.words()).isEmpty();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertThat(troubles.words())
                .contains(
                        "another program has had it locked for 12 s. Nothing is stored meanwhile. End its transaction");
        troubles.committed(true);
        assertThat(troubles.words()).isEmpty();
    }

    @Test
    void a_failure_is_told_until_something_is_written_and_a_damage_for_good() {
        troubles.failed(new SQLException("disk I/O error"));
        assertThat(troubles.words()).contains("cannot be written (disk I/O error). Nothing is acknowledged meanwhile");
        troubles.committed(true);
        assertThat(troubles.words()).isEmpty();
        troubles.readFailed(new SQLiteException("database disk image is malformed", SQLiteErrorCode.SQLITE_CORRUPT));
        troubles.committed(true);
        assertThat(troubles.words())
                .hasValueSatisfying(words -> assertThat(words).startsWith("it is damaged ("));
    }
}
