package io.nightflow.listen;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Bytes parted at their line ends, whatever they are; one that does not end is cut. */
public final class RawLines {
    private static final int LINE_BYTES_MAX = 512;

    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private final Consumer<byte[]> sink;

    /** Hands each line to the sink, without its end; an empty one is none. */
    public RawLines(Consumer<byte[]> sink) {
        this.sink = sink;
    }

    /** Takes the first {@code count} bytes. */
    public void feed(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            boolean ends = bytes[i] == '\r' || bytes[i] == '\n';
            if (!ends) {
                open.write(bytes[i]);
            }
            if (ends || open.size() == LINE_BYTES_MAX) {
                flush();
            }
        }
    }

    /** What has come of a line so far is one: nothing has followed for long. */
    public void flush() {
        if (open.size() > 0) {
            byte[] line = open.toByteArray();
            open.reset();
            sink.accept(line);
        }
    }

    /** For a terminal: what is printable as it is, {@code \x02} for the rest. */
    public static String shown(byte[] line) {
        StringBuilder text = new StringBuilder();
        for (char c : text(line).toCharArray()) {
            boolean steers = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\uFFFD';
            text.append(steers ? String.format("\\x%02X", (int) c) : c);
        }
        return text.toString();
    }

    /** In UTF-8 where it is that, else a character a byte. */
    static String text(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            StringBuilder text = new StringBuilder();
            for (byte b : line) {
                text.append(b >= 0 ? String.valueOf((char) b) : String.format("\\x%02X", b));
            }
            return text.toString();
        }
    }
}
