package io.nightflow.link;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Bytes in any chunks to frames. {@code $} always restarts, any other control byte or an overflow discards up to the
 * next line. Constant memory, never throws; one instance per line, one thread.
 *
 * <pre>
 *             $                *            8 digits      CR or LF
 *  BETWEEN ------> BODY ------------> CHECK --------> END --------> Valid, BETWEEN
 *     | other         \ damage           \ damage        \ damage
 *     +----> PLAIN     +------------------+---------------+--> Damaged, SKIP --line end--> BETWEEN
 *              | CR or LF
 *              +--> Plain, BETWEEN
 * </pre>
 */
public final class LineDecoder {
    private static final int CHECK_DIGITS = 8;
    private static final byte NUL = 0;
    private static final byte STX = 2;
    private static final byte ETX = 3;
    private static final int PLAIN_BYTES_MAX = Frame.LINE_BYTES_MAX - 2;

    private enum State {
        BETWEEN,
        PLAIN,
        BODY,
        CHECK,
        END,
        SKIP
    }

    private final byte[] text = new byte[Frame.LINE_BYTES_MAX];
    private final CRC32 crc = new CRC32();
    private State state = State.SKIP;
    private int length;
    private int check;
    private int checkDigits;
    private boolean textOnly;

    /** Starts in the middle of a line, as after opening a port: what comes before the next line start is dropped. */
    public LineDecoder() {}

    /**
     * Whether nobody on the line speaks in frames: then {@code $} is a character as any other, what some meters send around a
     * line or while idle (NUL, STX, ETX) is passed over, and letters beyond ASCII are taken.
     */
    public void setTextOnly(boolean only) {
        textOnly = only;
    }

    /** Drops the rest of the current line: the line was opened anew. */
    public void restart() {
        state = State.SKIP;
    }

    /** Takes the first {@code count} bytes and hands each frame that they complete to the sink. */
    public void feed(byte[] bytes, int count, Consumer<Frame> sink) {
        for (int i = 0; i < count; i++) {
            feed(bytes[i], sink);
        }
    }

    private void feed(byte b, Consumer<Frame> sink) {
        if (textOnly && (b == NUL || b == STX || b == ETX)) {
            return;
        }
        if (b == '$' && !textOnly) {
            if (state != State.BETWEEN && state != State.SKIP) {
                sink.accept(new Frame.Damaged(FrameFault.CUT_SHORT, text()));
            }
            state = State.BODY;
            length = 0;
            return;
        }
        switch (state) {
            case BODY -> body(b, sink);
            case CHECK -> check(b, sink);
            case END -> end(b, sink);
            case PLAIN -> plain(b, sink);
            case BETWEEN -> between(b, sink);
            case SKIP -> state = isLineEnd(b) ? State.BETWEEN : State.SKIP;
        }
    }

    private void body(byte b, Consumer<Frame> sink) {
        if (b == '*' && length > 0) {
            state = State.CHECK;
            check = 0;
            checkDigits = 0;
        } else if (b == '*') {
            damaged(FrameFault.NO_BODY, b, sink);
        } else if (!isPrintable(b)) {
            damaged(isLineEnd(b) ? FrameFault.NO_CHECK_VALUE : FrameFault.CONTROL_BYTE, b, sink);
        } else if (length == Frame.BODY_BYTES_MAX) {
            damaged(FrameFault.TOO_LONG, b, sink);
        } else {
            text[length++] = b;
        }
    }

    private void check(byte b, Consumer<Frame> sink) {
        int digit = b >= '0' && b <= '9' ? b - '0' : b >= 'A' && b <= 'F' ? b - 'A' + 10 : -1;
        if (digit < 0) {
            damaged(isLineEnd(b) ? FrameFault.NO_CHECK_VALUE : FrameFault.WRONG_CHECK_VALUE, b, sink);
            return;
        }
        check = check << 4 | digit;
        checkDigits++;
        state = checkDigits == CHECK_DIGITS ? State.END : State.CHECK;
    }

    private void end(byte b, Consumer<Frame> sink) {
        crc.reset();
        crc.update(text, 0, length);
        if (!isLineEnd(b) || (int) crc.getValue() != check) {
            damaged(FrameFault.WRONG_CHECK_VALUE, b, sink);
            return;
        }
        state = State.BETWEEN;
        sink.accept(new Frame.Valid(text()));
    }

    private void between(byte b, Consumer<Frame> sink) {
        if (!isLineEnd(b)) {
            length = 0;
            state = State.PLAIN;
            plain(b, sink);
        }
    }

    private void plain(byte b, Consumer<Frame> sink) {
        if (isLineEnd(b)) {
            state = State.BETWEEN;
            sink.accept(new Frame.Plain(textOnly ? anyText() : text()));
        } else if (!isPrintable(b) && b != '\t' && !(textOnly && b < 0)) {
            damaged(FrameFault.CONTROL_BYTE, b, sink);
        } else if (length == PLAIN_BYTES_MAX) {
            damaged(FrameFault.TOO_LONG, b, sink);
        } else {
            text[length++] = b;
        }
    }

    private void damaged(FrameFault damage, byte b, Consumer<Frame> sink) {
        state = isLineEnd(b) ? State.BETWEEN : State.SKIP;
        sink.accept(new Frame.Damaged(damage, text()));
    }

    private String text() {
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** In UTF-8 where it is that. */
    private String anyText() {
        if (isAscii()) {
            return text();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return text();
        }
    }

    private boolean isAscii() {
        for (int i = 0; i < length; i++) {
            if (text[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\r' || b == '\n';
    }

    private static boolean isPrintable(byte b) {
        return b >= ' ' && b <= '~';
    }
}
