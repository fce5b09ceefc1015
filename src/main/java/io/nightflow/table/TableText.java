package io.nightflow.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The text of a file: packed by gzip or not, in UTF-8, UTF-16, CP949 or Windows-1252. A mark at the beginning decides; else
 * what the first 256 KiB can be.
 */
final class TableText {
    private static final int SAMPLE_BYTES = 262_144;
    private static final Charset CP949 = Charset.forName("x-windows-949");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int PAIR_MIN = 0xA1; // KS X 1001: syllables, and signs such as a raised 3

    private TableText() {}

    /** Text with what it was read by. */
    record Opened(Reader reader, Charset charset) {}

    static Opened open(InputStream raw, Optional<Charset> given) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, SAMPLE_BYTES);
        byte[] start = peek(in);
        boolean packed = start.length > 1 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
        if (packed) {
            in = new BufferedInputStream(new GZIPInputStream(in), SAMPLE_BYTES);
            start = peek(in);
        }
        refuseOthers(start);
        Charset charset = given.isPresent() ? given.get() : recognise(start);
        in.skipNBytes(markBytes(start, charset));
        CharsetDecoder strict = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new Opened(new InputStreamReader(in, strict), charset);
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(SAMPLE_BYTES);
        byte[] start = in.readNBytes(SAMPLE_BYTES - 1);
        in.reset();
        return start;
    }

    private static void refuseOthers(byte[] start) throws UnreadableTableException {
        if (start.length > 3 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            throw new UnreadableTableException(
                    "is a workbook (.xlsx) or another packed file: open it and save the sheet as CSV UTF-8");
        }
        if (start.length > 3 && (start[0] & 0xFF) == 0xD0 && (start[1] & 0xFF) == 0xCF) {
            throw new UnreadableTableException("is a workbook (.xls): open it and save the sheet as CSV UTF-8");
        }
    }

    private static int markBytes(byte[] start, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return isAt(start, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        }
        boolean marked = isAt(start, 0xFF, 0xFE) || isAt(start, 0xFE, 0xFF);
        return marked && charset.name().startsWith("UTF-16") ? 2 : 0;
    }

    private static boolean isAt(byte[] start, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (start.length <= i || (start[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Charset recognise(byte[] start) throws UnreadableTableException {
        if (isAt(start, 0xFF, 0xFE) || zeros(start, 1) > start.length / 4) {
            return StandardCharsets.UTF_16LE;
        }
        if (isAt(start, 0xFE, 0xFF) || zeros(start, 0) > start.length / 4) {
            return StandardCharsets.UTF_16BE;
        }
        if (zeros(start, 0) + zeros(start, 1) > 0) {
            throw new UnreadableTableException("is no text: it holds zero bytes. Save it as CSV UTF-8");
        }
        if (isAll(StandardCharsets.UTF_8, start)) {
            return StandardCharsets.UTF_8;
        }
        return isKorean(start) && isAll(CP949, start) ? CP949 : WINDOWS_1252;
    }

    private static int zeros(byte[] start, int parity) {
        int zeros = 0;
        for (int i = parity; i < start.length; i += 2) {
            zeros += start[i] == 0 ? 1 : 0;
        }
        return zeros;
    }

    /** Whether a sample, which may end within a character, is text in this encoding. */
    private static boolean isAll(Charset charset, byte[] start) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(ByteBuffer.wrap(start), CharBuffer.allocate(start.length + 1), false);
        return !result.isError();
    }

    /** Most of what is not ASCII are pairs of bytes. */
    private static boolean isKorean(byte[] start) {
        int pairs = 0;
        int others = 0;
        for (int i = 0; i + 1 < start.length; i++) {
            int lead = start[i] & 0xFF;
            if (lead >= 0x80) {
                boolean pair = lead >= PAIR_MIN && (start[i + 1] & 0xFF) >= PAIR_MIN;
                pairs += pair ? 1 : 0;
                others += pair ? 0 : 1;
                i += pair ? 1 : 0;
            }
        }
        return pairs > others;
    }
}
