package io.nightflow.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/** The records of a text, one after the other, in constant memory. */
final class Fields implements AutoCloseable {
    private static final int FIELD_CHARS_MAX = 65_536;

    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private long line;

    /** One record, and the line on which it begins. */
    record Row(long line, List<String> fields) {}

    Fields(Reader text, char delimiter) {
        reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .commentStrategy(CommentStrategy.NONE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(FIELD_CHARS_MAX)
                .ofCsvRecord(text);
        records = reader.iterator();
    }

    /**
     * The next record; empty where there is none.
     *
     * @throws UnreadableTableException the text cannot be parted into fields; the message names the line.
     */
    Optional<Row> next() throws IOException {
        try {
            if (!records.hasNext()) {
                return Optional.empty();
            }
            CsvRecord record = records.next();
            line = record.getStartingLineNumber();
            return Optional.of(new Row(line, record.getFields()));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new UnreadableTableException(
                        "holds from line " + (line + 1)
                                + " on what is not in the encoding of its beginning. Name it by --encoding, or save it as UTF-8");
            }
            if (e.getCause() instanceof EOFException || e.getCause() instanceof ZipException) {
                throw new UnreadableTableException("is packed by gzip and ends, or is damaged, after line " + line);
            }
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        } catch (CsvParseException e) {
            throw new UnreadableTableException("cannot be parted into fields after line " + line
                    + ": a field is longer than " + FIELD_CHARS_MAX + " characters, or a quote does not end");
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
        reader.close();
    }
}
