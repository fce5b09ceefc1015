package io.nightflow.link;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One line as it came.
 *
 * <pre>
 * $ body * CRC CR LF      at most 160 bytes in all
 *   |      |
 *   |      8 upper-case hex digits, CRC-32 (zlib polynomial) over the body
 *   printable ASCII without $ and *
 * </pre>
 */
public sealed interface Frame {
    /** The longest line in bytes, {@code $} and CR LF included. */
    int LINE_BYTES_MAX = 160;

    /** The longest body in bytes. */
    int BODY_BYTES_MAX = LINE_BYTES_MAX - "$*12345678\r\n".length();

    /** A line whose check value is right. */
    record Valid(String body) implements Frame {}

    /** A line that does not start with {@code $}: from a legacy meter, without a check value. */
    record Plain(String text) implements Frame {}

    /** Bytes that are no line, and how far they were one; dropped and counted. */
    record Damaged(FrameFault damage, String beginning) implements Frame {}

    /** The line for a body, ready to be written. Refuses a body that is too long or not printable. */
    static byte[] encode(String body) {
        if (body.isEmpty() || body.length() > BODY_BYTES_MAX || !body.chars().allMatch(Frame::isBodyCharacter)) {
            throw new IllegalArgumentException("line body: must be 1 to " + BODY_BYTES_MAX
                    + " printable characters without $ and * (got " + body.length() + " characters: " + body + ")");
        }
        return ("$" + body + "*" + checkValue(body) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** How long the line of a body is, in bytes. */
    static int lineBytes(String body) {
        return body.length() + LINE_BYTES_MAX - BODY_BYTES_MAX;
    }

    /** The check value of a body as it stands on the line. */
    static String checkValue(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return String.format("%08X", crc.getValue());
    }

    private static boolean isBodyCharacter(int c) {
        return c >= ' ' && c <= '~' && c != '$' && c != '*';
    }
}
