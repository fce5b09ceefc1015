package io.nightflow.collect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text of any size, a group at a time, in constant memory. Lines end with LF, CR LF or CR. What is no text
 * in UTF-8 is an error that names the line, as is a line that no table has.
 */
public final class LineGroups {
    private static final int LINES_A_GROUP = 500;
    private static final int LINE_BYTES_MAX = 65_536;
    private static final int READ_BYTES = 65_536;

    private final InputStream in;
    private final byte[] buffer = new byte[READ_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;
    private long bytes;
    private long number;
    private boolean carriageReturn;

    /** Of this stream, which stays open. */
    public LineGroups(InputStream in) {
        this.in = in;
    }

    /**
     * The next lines, without their ends; empty where there are no more.
     *
     * @throws NotATableException the text cannot be lines of a table; the message says where and why.
     * @throws IOException the stream failed.
     */
    public List<String> next() throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < LINES_A_GROUP && fill()) {
            byte b = buffer[at++];
            boolean pairEnds = carriageReturn && b == '\n';
            carriageReturn = b == '\r';
            if (b == '\n' || b == '\r') {
                if (!pairEnds) {
                    lines.add(take());
                }
            } else if (line.size() == LINE_BYTES_MAX) {
                throw new NotATableException(number + 1, "is longer than " + LINE_BYTES_MAX + " bytes");
            } else {
                line.write(b);
            }
        }
        if (lines.size() < LINES_A_GROUP && line.size() > 0) {
            lines.add(take());
        }
        return lines;
    }

    /** Bytes read so far. */
    public long bytes() {
        return bytes - (end - at);
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
            bytes += end;
        }
        return at < end;
    }

    private String take() throws NotATableException {
        number++;
        byte[] raw = line.toByteArray();
        line.reset();
        for (byte b : raw) {
            if (b == 0) {
                throw new NotATableException(number, "holds a zero byte. Save the file as UTF-8");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NotATableException(number, "is not UTF-8. Save the file as UTF-8");
        }
    }
}
