package io.nightflow.settings;

import io.nightflow.table.TextLines;
import io.nightflow.table.UnreadableTableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Texts that people edit with whatever they have: UTF-8 with or without a mark at its beginning, or UTF-16 with one. */
public final class TextFile {
    private static final long BYTES_MAX = 16 * 1_048_576;
    private static final char MARK = '\uFEFF';

    private TextFile() {}

    /**
     * The lines of a file.
     *
     * @throws SettingsException it cannot be read, or is no text; says where and what to do.
     */
    public static List<String> lines(Path file) throws SettingsException {
        try {
            require(file);
            return text(file, Files.readAllBytes(file)).lines().toList();
        } catch (IOException e) {
            throw fault("reading " + file + ": " + Failures.words(e));
        }
    }

    /**
     * The lines of a list, in whatever encoding a spreadsheet has saved it.
     *
     * @throws SettingsException it cannot be read, or is no text; says what to do.
     */
    static List<String> listLines(Path file) throws SettingsException {
        try {
            require(file);
            return TextLines.of(Files.newInputStream(file), BYTES_MAX);
        } catch (UnreadableTableException e) {
            throw fault(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw fault("reading " + file + ": " + Failures.words(e));
        }
    }

    /** Whether no settings and no list can be so long. */
    public static boolean isTooLong(Path file) throws IOException {
        return Files.size(file) > BYTES_MAX;
    }

    private static void require(Path file) throws SettingsException, IOException {
        if (Files.isDirectory(file)) {
            throw fault(file + ": is a folder, it must be a file");
        }
        if (!Files.isRegularFile(file)) {
            throw fault(file + ": must be a file");
        }
        if (isTooLong(file)) {
            throw fault(file + ": must not be longer than 16 MiB");
        }
    }

    private static String text(Path file, byte[] bytes) throws SettingsException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        Charset charset = charset(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        var result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(rest, text, true);
        if (result.isError()) {
            long line = text.flip().chars().filter(c -> c == '\n').count() + 1;
            throw fault(file + ":" + line + ": is no text in UTF-8 (byte "
                    + String.format("0x%02X", rest.get(rest.position())) + "). Save it as UTF-8; in Excel: CSV UTF-8");
        }
        String whole = text.flip().toString();
        if (whole.indexOf('\0') >= 0) {
            throw fault(file + ": is no text in UTF-8. Save it as UTF-8; in Excel: CSV UTF-8");
        }
        return !whole.isEmpty() && whole.charAt(0) == MARK ? whole.substring(1) : whole;
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        return bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_8;
    }

    private static SettingsException fault(String words) {
        return new SettingsException(List.of(words));
    }
}
