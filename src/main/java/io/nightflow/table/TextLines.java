package io.nightflow.table;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/** A whole text that people keep in a spreadsheet or an editor, in whatever encoding that has saved it. */
public final class TextLines {
    private TextLines() {}

    /**
     * Its lines.
     *
     * @param charsMax how long it may be, unpacked.
     * @throws UnreadableTableException it is no text, or is too long; the message says what to do.
     * @throws IOException it cannot be read.
     */
    public static List<String> of(InputStream in, long charsMax) throws IOException {
        List<String> lines = new ArrayList<>();
        long chars = 0;
        try (BufferedReader reader =
                new BufferedReader(TableText.open(in, Optional.empty()).reader())) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                chars += line.length() + 1L;
                if (chars > charsMax) {
                    throw new UnreadableTableException("must not be longer than " + charsMax + " characters");
                }
                lines.add(line);
            }
        } catch (CharacterCodingException e) {
            throw new UnreadableTableException("holds from line " + (lines.size() + 1)
                    + " on what is not in the encoding of its beginning. Save it as UTF-8; in Excel: CSV UTF-8");
        } catch (EOFException | ZipException e) {
            throw new UnreadableTableException("is packed by gzip and damaged, or ends too early");
        }
        return lines;
    }
}
