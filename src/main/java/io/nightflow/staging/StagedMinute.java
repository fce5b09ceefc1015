package io.nightflow.staging;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The rows of one minute of all sensors, as they lie in one file named by the number of the first row:
 *
 * <pre>
 * #nightflow 1 first=000000001234 rows=2 bytes=84 minute=2026-11-20T15:46:00Z gateway=gw-1 key=77 crc32c=9a8b7c6d
 * R,meter-1,1795189560,12.3,4.1,0555,055,0,0
 * R,meter-2,1795189560,3.2,4.4,0555,055,0,0
 * </pre>
 *
 * {@code bytes} counts what follows the first line; {@code crc32c} covers that and the first line up to the check value.
 * Every line ends with LF. A file that stands for several finer ones has {@code replaces=000000000900,000000000990}
 * before its check value: the numbers of their first rows.
 *
 * @param first number of the first row; row i has number first + i.
 * @param key names the put, so that a repeated put of the same key changes nothing; no spaces.
 * @param minute for people, as the putter writes it; no spaces.
 * @param gateway for people; no spaces.
 * @param replaces the first numbers of the files that this one stands for, with commas; empty where none.
 * @param rows at least one, each printable and without line ends.
 */
public record StagedMinute(long first, String key, String minute, String gateway, String replaces, List<String> rows) {
    private static final String MAGIC = "#nightflow 1 ";
    private static final String CHECK = " crc32c=";
    private static final int DIGITS = 12;

    /** Copies the rows. */
    public StagedMinute {
        rows = List.copyOf(rows);
    }

    /** The number of the last row. */
    public long last() {
        return first + rows.size() - 1;
    }

    /** The row with this number. */
    public String row(long number) {
        return rows.get((int) (number - first));
    }

    /** Those of its rows that have these numbers, both included. */
    List<String> rows(long from, long to) {
        int begin = (int) Math.max(0, from - first);
        int end = (int) Math.min(rows.size(), to - first + 1);
        return begin < end ? rows.subList(begin, end) : List.of();
    }

    /** How long its rows are. */
    long rowBytes() {
        long bytes = 0;
        for (String row : rows) {
            bytes += row.length() + 1L;
        }
        return bytes;
    }

    /** The file's content. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row).append('\n'));
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        String header = MAGIC + "first=" + number(first) + " rows=" + rows.size() + " bytes=" + content.length
                + " minute=" + minute + " gateway=" + gateway + " key=" + key
                + (replaces.isEmpty() ? "" : " replaces=" + replaces);
        String check = checkValue(header, content, 0, content.length);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes((header + CHECK + check + "\n").getBytes(StandardCharsets.UTF_8));
        file.writeBytes(content);
        return file.toByteArray();
    }

    /** What a file holds, or why it cannot be believed. */
    public sealed interface Decoded {
        /** Whole. */
        record Whole(StagedMinute minute) implements Decoded {}

        /** Not to be sent; {@code reason} in words. */
        record Damaged(String reason) implements Decoded {}
    }

    /** Reads a file that should start with this number. */
    public static Decoded decode(long first, byte[] file) {
        if (file.length == 0) {
            return new Decoded.Damaged("the file is empty");
        }
        int headerEnd = indexOfLineEnd(file);
        if (headerEnd < 0) {
            return new Decoded.Damaged("the first line has no end");
        }
        String line = new String(file, 0, headerEnd, StandardCharsets.UTF_8);
        int checkAt = line.lastIndexOf(CHECK);
        if (!line.startsWith(MAGIC) || checkAt < 0) {
            return new Decoded.Damaged("the first line is not that of a staged minute");
        }
        Map<String, String> fields = fields(line);
        int contentAt = headerEnd + 1;
        int contentBytes = file.length - contentAt;
        String check = checkValue(line.substring(0, checkAt), file, contentAt, contentBytes);
        if (!Integer.toString(contentBytes).equals(fields.get("bytes"))) {
            return new Decoded.Damaged(
                    "it has " + contentBytes + " bytes of rows where its first line says " + fields.get("bytes"));
        }
        if (!check.equals(fields.get("crc32c"))) {
            return new Decoded.Damaged(
                    "its check value is " + check + " where its first line says " + fields.get("crc32c"));
        }
        if (!number(first).equals(fields.get("first"))) {
            return new Decoded.Damaged("its first line says number " + fields.get("first"));
        }
        List<String> rows = lines(new String(file, contentAt, contentBytes, StandardCharsets.UTF_8));
        return new Decoded.Whole(new StagedMinute(
                first,
                field(fields, "key"),
                field(fields, "minute"),
                field(fields, "gateway"),
                field(fields, "replaces"),
                rows));
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            lines.add(text.substring(from, end));
            from = end + 1;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    /** How many rows the first line promises, where it can be read: tells the numbers that a damaged file held. */
    static Optional<Integer> promisedRows(byte[] file) {
        int headerEnd = indexOfLineEnd(file);
        String header = headerEnd < 0 ? "" : new String(file, 0, headerEnd, StandardCharsets.UTF_8);
        String rows = header.startsWith(MAGIC) ? field(fields(header), "rows") : "";
        return rows.matches("[1-9][0-9]{0,6}") ? Optional.of(Integer.valueOf(rows)) : Optional.empty();
    }

    /** A number as it stands in names and headers: 12 digits, so that {@code ls} sorts right. */
    static String number(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }

    private static String field(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String part : text.split(" ", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                fields.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return fields;
    }

    private static int indexOfLineEnd(byte[] file) {
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String checkValue(String header, byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(header.getBytes(StandardCharsets.UTF_8));
        crc.update(bytes, offset, length);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** Text for the log: number, minute and count. */
    @Override
    public String toString() {
        return number(first) + " (" + minute + ", " + rows.size() + " rows)";
    }
}
