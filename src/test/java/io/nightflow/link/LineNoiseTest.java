package io.nightflow.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Noise of every kind between good lines, in chunks of any size, through decoder and parser: nothing is thrown, the second
 * whole line after the noise is read, and no wrong one is believed.
 */
class LineNoiseTest {
    private static final int SOME_BYTES = 3_000_000;
    private static final int ALL_BYTES = 100_000_000;
    private static final int FLOOD = 5_000;
    private static final int HEAP_GROWTH_MAX = 8_000_000;

    @Test
    void some_noise() {
        run(SOME_BYTES, 1);
    }

    @Test
    @Tag("rig")
    void a_hundred_million_bytes() {
        long before = heap();
        Outcome outcome = run(ALL_BYTES, 2);
        long grown = heap() - before;
        System.out.printf(
                "%,d mutated bytes: %,d whole lines read, %,d damaged ones told, 0 wrong ones, 0 exceptions, heap %+,d bytes%n",
                outcome.bytes, outcome.valid, outcome.damaged, grown);
        assertThat(grown).isLessThan(HEAP_GROWTH_MAX);
    }

    private static final class Outcome {
        long bytes;
        long valid;
        long damaged;
    }

    private static Outcome run(int bytes, long seed) {
        Random random = new Random(seed);
        LineDecoder decoder = new LineDecoder();
        Outcome outcome = new Outcome();
        for (long round = 1; outcome.bytes < bytes; round++) {
            List<String> sent = new ArrayList<>();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (int i = 0; i < 20; i++) {
                sent.add("S,1," + (round * 100 + i) + ",dma-" + i + ",0," + random.nextInt(1_000) + ",4.5");
                stream.writeBytes(Frame.encode(sent.get(i)));
            }
            byte[] mutated = mutate(stream.toByteArray(), random);
            String first = "S,1," + (round * 100 + 50) + ",first,0,1,2";
            String second = "S,1," + (round * 100 + 51) + ",second,0,1,2";
            List<String> read = new ArrayList<>();
            feed(decoder, concatenated(mutated, Frame.encode(first), Frame.encode(second)), random, read, outcome);
            assertThat(read).as("round %d of seed %d", round, seed).endsWith(second);
            read.removeAll(List.of(first, second));
            assertThat(sent).as("round %d of seed %d", round, seed).containsAll(read);
            outcome.bytes += mutated.length;
        }
        return outcome;
    }

    private static void feed(LineDecoder decoder, byte[] stream, Random random, List<String> read, Outcome outcome) {
        for (int from = 0; from < stream.length; ) {
            int count = Math.min(stream.length - from, 1 + random.nextInt(200));
            decoder.feed(Arrays.copyOfRange(stream, from, from + count), count, frame -> {
                if (frame instanceof Frame.Valid valid) {
                    MessageParser.parse(valid.body());
                    read.add(valid.body());
                    outcome.valid++;
                } else if (frame instanceof Frame.Damaged) {
                    outcome.damaged++;
                } else if (frame instanceof Frame.Plain plain) {
                    MessageParser.parse(plain.text());
                }
            });
            from += count;
        }
    }

    private static byte[] mutate(byte[] stream, Random random) {
        ByteArrayOutputStream mutated = new ByteArrayOutputStream();
        int floodAt = random.nextInt(4) == 0 ? random.nextInt(stream.length) : -1;
        double rate = random.nextDouble() * 0.05;
        for (int i = 0; i < stream.length; i++) {
            if (i == floodAt) {
                byte[] flood = new byte[random.nextInt(FLOOD)];
                Arrays.fill(flood, new byte[] {0, (byte) 0xff, '$', 'x', '*'}[random.nextInt(5)]);
                mutated.writeBytes(flood);
            }
            int kind = random.nextDouble() < rate ? random.nextInt(4) : -1;
            if (kind != 0) { // 0: lost
                mutated.write(
                        kind == 1 ? stream[i] ^ (1 << random.nextInt(8)) : kind == 2 ? random.nextInt(256) : stream[i]);
            }
            if (kind == 3) {
                mutated.write(stream[i]); // doubled
            }
        }
        return mutated.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
