package io.nightflow.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagedMinuteTest {
    private static final StagedMinute MINUTE = new StagedMinute(
            1_234,
            "77",
            "2026-11-20T15:46:00Z",
            "gw-1",
            "",
            List.of("R,meter-1,1795189560,12.3,4.1,0555,055,0,0", "R,meter-2,1795189560,3.2,4.4,0555,055,0,0"));
    private static final String FILE =
            "#nightflow 1 first=000000001234 rows=2 bytes=85 minute=2026-11-20T15:46:00Z gateway=gw-1 key=77 crc32c=9155331c\n"
                    + "R,meter-1,1795189560,12.3,4.1,0555,055,0,0\n"
                    + "R,meter-2,1795189560,3.2,4.4,0555,055,0,0\n";

    /** The format of this version; a later one must read or refuse it in words. */
    @Test
    void the_file_is_plain_text() {
        assertThat(new String(MINUTE.encode(), StandardCharsets.UTF_8)).isEqualTo(FILE);
    }

    @Test
    void a_whole_file_reads_back() {
        assertThat(StagedMinute.decode(1_234, FILE.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new StagedMinute.Decoded.Whole(MINUTE));
    }

    @Test
    void any_flipped_bit_is_found() {
        byte[] whole = MINUTE.encode();
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(StagedMinute.decode(1_234, flipped))
                    .as("bit %d", bit)
                    .isInstanceOf(StagedMinute.Decoded.Damaged.class);
        }
    }

    @Test
    void a_file_cut_off_anywhere_is_found() {
        byte[] whole = MINUTE.encode();
        for (int end = 0; end < whole.length; end++) {
            assertThat(StagedMinute.decode(1_234, Arrays.copyOf(whole, end)))
                    .as("%d bytes", end)
                    .isInstanceOf(StagedMinute.Decoded.Damaged.class);
        }
    }

    @Test
    void a_file_under_another_name_is_found() {
        assertThat(StagedMinute.decode(1_235, MINUTE.encode()))
                .isEqualTo(new StagedMinute.Decoded.Damaged("its first line says number 000000001234"));
    }

    @Test
    void the_damage_is_told_in_words() {
        assertThat(StagedMinute.decode(1, new byte[0]))
                .isEqualTo(new StagedMinute.Decoded.Damaged("the file is empty"));
        assertThat(StagedMinute.decode(1_234, Arrays.copyOf(MINUTE.encode(), MINUTE.encode().length - 1)))
                .isEqualTo(new StagedMinute.Decoded.Damaged("it has 84 bytes of rows where its first line says 85"));
    }
}
