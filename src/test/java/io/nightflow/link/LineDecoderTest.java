package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineDecoderTest {
    private static final byte[] STREAM = bytes(
            "rest of a line\r\n",
            "$A,R,1,2*",
            crc("A,R,1,2"),
            "\r\n",
            "meter-1,12.5,4.1\r\n",
            "$A,R,1,$A,R,1,3*",
            crc("A,R,1,3"),
            "\r\n",
            "$A,R,1,4*00000000\r\n");
    private static final List<Frame> FRAMES = List.of(
            new Frame.Valid("A,R,1,2"),
            new Frame.Plain("meter-1,12.5,4.1"),
            damaged(FrameFault.CUT_SHORT),
            new Frame.Valid("A,R,1,3"),
            damaged(FrameFault.WRONG_CHECK_VALUE));

    @Test
    void frames_are_the_same_in_every_chunk_size() {
        for (int size = 1; size <= STREAM.length; size++) {
            assertThat(decode(size, STREAM)).as("chunks of %d", size).isEqualTo(FRAMES);
        }
    }

    @Test
    void the_check_value_is_that_of_zlib() {
        assertThat(Frame.checkValue("123456789")).isEqualTo("CBF43926");
    }

    @Test
    void a_line_may_have_160_bytes_and_no_more() {
        String longest = "X,1," + "y".repeat(Frame.BODY_BYTES_MAX - 4);
        assertThat(Frame.encode(longest)).hasSize(Frame.LINE_BYTES_MAX);
        assertThat(decode(7, Frame.encode(longest))).containsExactly(new Frame.Valid(longest));
        assertThat(decode(7, bytes("$", longest, "y*", crc(longest + "y"), "\r\n")))
                .containsExactly(damaged(FrameFault.TOO_LONG));
    }

    @Test
    void ten_megabytes_without_an_end_are_one_damage_and_the_next_line_is_read() {
        String endless = "x".repeat(10_000_000);
        String good = new String(Frame.encode("S,0,m,0,1,2"), StandardCharsets.ISO_8859_1);
        for (String start : List.of("$", "", "$R,1*0")) {
            assertThat(decode(4_096, bytes("\n", start + endless, "\r\n" + good)))
                    .hasSize(2)
                    .endsWith(new Frame.Valid("S,0,m,0,1,2"));
        }
    }

    @Test
    void a_line_without_a_body_is_damaged() {
        assertThat(decode(1, bytes("\n$*00000000\r\n", "", ""))).containsExactly(damaged(FrameFault.NO_BODY));
    }

    @Test
    void each_damage_has_its_reason() {
        assertThat(decode(3, bytes("$A,R,1\r\n"))).containsExactly(damaged(FrameFault.NO_CHECK_VALUE));
        assertThat(decode(3, bytes("$A,R,1*1234\r\n"))).containsExactly(damaged(FrameFault.NO_CHECK_VALUE));
        assertThat(decode(3, bytes("$A,\u0001R,1*\r\n"))).containsExactly(damaged(FrameFault.CONTROL_BYTE));
        assertThat(decode(3, bytes("$A,R,1*zz\r\n"))).containsExactly(damaged(FrameFault.WRONG_CHECK_VALUE));
        assertThat(decode(3, bytes("\n", "x".repeat(1_000), "\n"))).containsExactly(damaged(FrameFault.TOO_LONG));
    }

    @Test
    void what_comes_before_the_first_line_end_after_opening_is_dropped() {
        assertThat(decode(4, bytes("1,2*89AB\r\nnext\n"))).containsExactly(new Frame.Plain("next"));
    }

    /** Whatever came before, the first whole line after a line end is decoded. */
    @Test
    void it_resynchronises_within_one_line_after_any_noise() {
        Random random = new Random(42);
        LineDecoder decoder = new LineDecoder();
        byte[] good = Frame.encode("A,R,1,99");
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            List<Frame> frames = new ArrayList<>();
            decoder.feed(noise, noise.length, frames::add);
            decoder.feed(bytes("\r\n"), 2, frames::add);
            frames.clear();
            decoder.feed(good, good.length, frames::add);
            assertThat(frames).as("round %d", i).containsExactly(new Frame.Valid("A,R,1,99"));
        }
    }

    @Test
    void no_single_changed_byte_gives_another_valid_line() {
        byte[] line = Frame.encode("R,1795189560,7,dma-north,1795189560,12.5,4.1,0555,055,0,0");
        for (int at = 0; at < line.length - 2; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = line.clone();
                changed[at] = (byte) value;
                if (changed[at] != line[at]) {
                    assertThat(decode(16, changed)).noneMatch(Frame.Valid.class::isInstance);
                }
            }
        }
    }

    private static List<Frame> decode(int chunk, byte[] stream) {
        LineDecoder decoder = new LineDecoder();
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < stream.length; at += chunk) {
            byte[] part = Arrays.copyOfRange(stream, at, Math.min(stream.length, at + chunk));
            decoder.feed(part, part.length, frames::add);
        }
        return frames.stream()
                .map(frame -> frame instanceof Frame.Damaged each ? damaged(each.damage()) : frame)
                .toList();
    }

    /** Whatever it began with. */
    private static Frame damaged(FrameFault damage) {
        return new Frame.Damaged(damage, "");
    }

    @Test
    void a_damaged_line_shows_how_it_began() {
        List<Frame> frames = new ArrayList<>();
        new LineDecoder().feed(bytes("\r\n$A,R,1*00000000\r\n"), 19, frames::add);
        assertThat(frames).containsExactly(new Frame.Damaged(FrameFault.WRONG_CHECK_VALUE, "A,R,1"));
    }

    private static String crc(String body) {
        return Frame.checkValue(body);
    }

    private static byte[] bytes(String... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(part -> bytes.writeBytes(part.getBytes(StandardCharsets.ISO_8859_1)));
        return bytes.toByteArray();
    }

    @Test
    void where_nobody_speaks_in_frames_any_text_is_a_line() {
        LineDecoder decoder = new LineDecoder();
        decoder.setTextOnly(true);
        List<Frame> frames = new ArrayList<>();
        byte[] bytes = "\r\n\u0000\u0000$GP m,12.5*47\r\n\u0002m 12.5 m³/h\u0003\r\n".getBytes(StandardCharsets.UTF_8);
        decoder.feed(bytes, bytes.length, frames::add);
        byte[] latin = "m 1 m³/h\r\n".getBytes(StandardCharsets.ISO_8859_1);
        decoder.feed(latin, latin.length, frames::add);
        assertThat(frames)
                .containsExactly(
                        new Frame.Plain("$GP m,12.5*47"), new Frame.Plain("m 12.5 m³/h"), new Frame.Plain("m 1 m³/h"));
    }
}
