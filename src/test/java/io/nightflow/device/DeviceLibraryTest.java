package io.nightflow.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.device.Replies.Reply;
import io.nightflow.link.Capabilities;
import io.nightflow.link.DeviceMachine;
import io.nightflow.link.Frame;
import io.nightflow.link.Lane;
import io.nightflow.link.LineDecoder;
import io.nightflow.link.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The C library does what the page says and what the Java device does, in 1.5 KB. */
@Tag("slow")
class DeviceLibraryTest {
    private static final int CODE_BYTES_MAX = 1_536;
    private static final Pattern VECTOR = Pattern.compile("^([<>!]) ?(.*)$");

    @TempDir
    private Path folder;

    @Test
    void it_answers_the_vectors_of_the_page() throws Exception {
        Path program = DeviceLibrary.program(folder, "test/replies.c", "-fsanitize=address,undefined");
        List<String> said = new ArrayList<>();
        try (Replies device = new Replies(program)) {
            List<String> expected = new ArrayList<>();
            long now = 0;
            for (String line : vectors()) {
                now += 1_000;
                Matcher vector = VECTOR.matcher(line);
                assertThat(vector.matches()).as(line).isTrue();
                String text = vector.group(2);
                switch (vector.group(1)) {
                    case ">" -> said.addAll(device.bytes(line(text), now).lines());
                    case "!" -> said.addAll(device.command(text).lines());
                    default -> expected.add(text);
                }
            }
            assertThat(expected).hasSizeGreaterThan(8);
            assertThat(said).isEqualTo(expected);
        }
    }

    /** The page's lines have right check values, so an engineer can try a decoder with them. */
    @Test
    void the_vectors_are_lines() throws IOException {
        for (String vector : vectors()) {
            if (!vector.startsWith("!") && !vector.contains("damaged")) {
                String line = vector.substring(2);
                assertThat(new String(Frame.encode(line.substring(1, line.indexOf('*'))), StandardCharsets.US_ASCII))
                        .isEqualTo(line + "\r\n");
            }
        }
    }

    @Test
    void it_says_what_the_java_device_says_whatever_comes() throws Exception {
        Path program = DeviceLibrary.program(folder, "test/replies.c", "-fsanitize=address,undefined");
        int rows = 0;
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            DeviceMachine machine = new DeviceMachine("box", 1, new Capabilities(10, 160, 50), Map.of());
            LineDecoder decoder = new LineDecoder();
            try (Replies device = new Replies(program)) {
                for (long now = 1_000; now < 1_400_000; now += random.nextInt(1_000)) {
                    byte[] bytes = chunk(random, machine);
                    Reply reply = device.bytes(bytes, now);
                    assertThat(reply.lines())
                            .as("seed %d, %d ms, %s", seed, now, new String(bytes, StandardCharsets.ISO_8859_1))
                            .isEqualTo(said(machine, decoder, bytes, now));
                    rows = Math.max(rows, reply.rows());
                }
            }
        }
        assertThat(rows).isGreaterThan(200);
    }

    @Test
    void a_storage_that_cannot_take_a_row_keeps_the_number_back() throws Exception {
        Path program = DeviceLibrary.program(folder, "test/replies.c");
        try (Replies device = new Replies(program)) {
            device.bytes(Frame.encode("H,1,gw,R,7,1,9,1795176000"), 0);
            device.command("outcome 1");
            byte[] row = Frame.encode("R,7,1,a,60,1,1,0000,000,0,0");
            assertThat(device.bytes(row, 1_000).lines()).containsExactly(text("N,R,7,0,busy"));
            device.command("outcome 2");
            assertThat(device.bytes(row, 2_000).lines()).containsExactly(text("N,R,7,0,fmt"));
            device.command("outcome 0");
            assertThat(device.bytes(row, 3_000)).isEqualTo(new Reply(List.of(text("A,R,7,1")), 1));
            assertThat(device.command("restart").lines())
                    .containsExactly(
                            text("W,1,R,7,1,box,1,win=10;max=160;apply=50"),
                            text("W,1,A,0,0,box,1,win=10;max=160;apply=50"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cortex-m0", "cortex-m3", "cortex-m4"})
    void it_is_small(String target) throws Exception {
        int bytes = DeviceLibrary.size(folder, "arm-none-eabi-gcc", "arm-none-eabi-size", "-mthumb", "-mcpu=" + target);
        System.out.println("device library, " + target + ": " + bytes + " bytes of code and constants");
        assertThat(bytes).isLessThan(CODE_BYTES_MAX);
    }

    /** Lines of a gateway that counts on, repeats, jumps, renumbers, and is hit by noise. */
    private static byte[] chunk(Random random, DeviceMachine machine) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int lines = 1 + random.nextInt(6); lines > 0; lines--) {
            byte[] line = Frame.encode(body(random, machine));
            if (random.nextInt(6) == 0) {
                line[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int cut = random.nextInt(12) == 0 ? random.nextInt(line.length) : line.length;
            bytes.write(line, 0, cut);
            bytes.write(noise(random));
        }
        return bytes.toByteArray();
    }

    private static String body(Random random, DeviceMachine machine) {
        boolean alerts = random.nextInt(3) == 0;
        DeviceMachine.Position at = machine.position(alerts ? Lane.ALERTS : Lane.RESULTS);
        long epoch = random.nextInt(20) == 0 ? 1_795_176_000L + random.nextInt(3) : at.epoch();
        long number = Math.max(0, at.last() + (random.nextInt(4) == 0 ? random.nextInt(5) - 2 : 1));
        char lane = alerts ? 'A' : 'R';
        return switch (random.nextInt(12)) {
            case 0 ->
                "H,1,gw," + lane + "," + Math.max(1, epoch) + "," + Math.max(1, number) + "," + (number + 9) + ",1";
            case 1 -> "V," + lane + "," + epoch + "," + number;
            case 2 -> "Z,1,2";
            case 3 -> "R,x," + number;
            case 4 -> "H,1,gw," + lane + "," + epoch + "," + (number + 9_995) + ",999999999999999,1";
            case 5 -> "info";
            default ->
                alerts
                        ? "E," + epoch + "," + number + ",a,60,flow,value,2,burst,1,2"
                        : "R," + epoch + "," + number + ",a,60,1,1,0000,000,0,0";
        };
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(10) == 0 ? random.nextInt(400) : 0];
        switch (random.nextInt(4)) {
            case 0 -> Arrays.fill(noise, (byte) 0xFF);
            case 1 -> Arrays.fill(noise, (byte) 'x');
            case 2 -> Arrays.fill(noise, (byte) '*');
            default -> random.nextBytes(noise);
        }
        return noise;
    }

    private static List<String> said(DeviceMachine machine, LineDecoder decoder, byte[] bytes, long now) {
        List<String> said = new ArrayList<>();
        decoder.feed(bytes, bytes.length, frame -> {
            if (frame instanceof Frame.Valid valid) {
                for (DeviceMachine.Action action : machine.received(valid.body(), now)) {
                    if (action instanceof DeviceMachine.Action.Reply reply) {
                        Message message = reply.message();
                        said.add(text(message.body()));
                    }
                }
            }
        });
        return said;
    }

    private static String text(String body) {
        return new String(Frame.encode(body), StandardCharsets.US_ASCII).strip();
    }

    private static byte[] line(String text) {
        return (text.replaceAll(" +damaged$", "") + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static List<String> vectors() throws IOException {
        String page = Files.readString(Path.of("docs/reference/device.md"));
        int start = page.indexOf("```vectors\n") + "```vectors\n".length();
        return page.substring(start, page.indexOf("```", start)).lines().toList();
    }
}
