package io.nightflow.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What the device has acknowledged, in two fixed slots overwritten in turn: an overwrite needs no room, so it works on a
 * full disk, and a torn one leaves the other slot.
 *
 * <pre>
 * acked=000000001234 epoch=1795189560 generation=17 sent=000000001260 device=box-1 keys=ab12:ab12-77.5d ..blanks.. crc32c=9a8b7c6d LF 1024 bytes
 * acked=000000001224 epoch=1795189560 generation=16 sent=000000001260 device=box-1 keys=ab12:ab12-76.c1 ..blanks.. crc32c=0b1c2d3e LF 1024 bytes
 * </pre>
 */
final class AcknowledgedSlots {
    private static final int SLOT_BYTES = 1_024;
    private static final int SOURCES_MAX = 8;
    static final long UNKNOWN = -1;
    private static final int CHECKED_BYTES = SLOT_BYTES - " crc32c=12345678\n".length();
    private static final Pattern LAYOUT = Pattern.compile(
            "acked=([0-9]{12}) epoch=([0-9]+) generation=([0-9]+)(?: sent=([0-9]{12}))? device=(\\S*) keys=(\\S*) *");

    /**
     * One slot.
     *
     * @param acked the last number that the device has stored.
     * @param epoch the numbering.
     * @param generation counts the writes; the higher of two valid slots is in force.
     * @param sent the last number that may have been sent; -1 where an older version wrote it, which did not know.
     * @param device the device that acknowledged; empty before the first.
     * @param keys by source, the last put whose file was acknowledged; the 8 newest sources.
     */
    record Slot(long acked, long epoch, long generation, long sent, String device, Map<String, String> keys) {
        /** What holds after the device has acknowledged up to {@code last}. */
        Slot acknowledged(long last, Map<String, String> newKeys) {
            Map<String, String> all = new LinkedHashMap<>(newKeys);
            keys.forEach((source, key) -> {
                if (all.size() < SOURCES_MAX) {
                    all.putIfAbsent(source, key);
                }
            });
            return new Slot(last, epoch, generation + 1, sent, device, all);
        }

        Slot inEpoch(long newEpoch) {
            return new Slot(acked, newEpoch, generation + 1, sent, device, keys);
        }

        Slot withDevice(String name) {
            return new Slot(acked, epoch, generation + 1, sent, name, keys);
        }

        /** Before rows up to this number are sent. */
        Slot sendingThrough(long number) {
            return new Slot(acked, epoch, generation + 1, number, device, keys);
        }

        private String text() {
            List<String> pairs = new ArrayList<>();
            keys.forEach((source, key) -> pairs.add(source + ":" + key));
            return "acked=" + StagedMinute.number(acked) + " epoch=" + epoch + " generation=" + generation + " sent="
                    + StagedMinute.number(sent) + " device=" + device + " keys=" + String.join(",", pairs);
        }
    }

    private final Disk disk;
    private final Path file;

    AcknowledgedSlots(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /** The slot in force; empty where both are missing or damaged. */
    Optional<Slot> read() throws IOException {
        byte[] bytes;
        try {
            bytes = disk.read(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Optional<Slot> even = decode(bytes, 0);
        Optional<Slot> odd = decode(bytes, 1);
        if (even.isPresent() && odd.isPresent()) {
            return even.get().generation() > odd.get().generation() ? even : odd;
        }
        return even.or(() -> odd);
    }

    /** Writes over the older slot; durable when it returns. */
    void write(Slot slot) throws IOException {
        String text = slot.text();
        String padded = text + " ".repeat(Math.max(0, CHECKED_BYTES - text.length()));
        if (padded.length() > CHECKED_BYTES) {
            throw new IOException("recording an acknowledgement: it is too long for its slot: " + padded.strip());
        }
        String line = padded + " crc32c=" + checkValue(padded) + "\n";
        disk.overwrite(file, slot.generation() % 2 * SLOT_BYTES, line.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Optional<Slot> decode(byte[] bytes, int index) {
        int at = index * SLOT_BYTES;
        if (bytes.length < at + SLOT_BYTES) {
            return Optional.empty();
        }
        String line = new String(bytes, at, SLOT_BYTES, StandardCharsets.ISO_8859_1);
        String checked = line.substring(0, CHECKED_BYTES);
        Matcher fields = LAYOUT.matcher(checked);
        if (!line.endsWith(" crc32c=" + checkValue(checked) + "\n") || !fields.matches()) {
            return Optional.empty();
        }
        Map<String, String> keys = new LinkedHashMap<>();
        for (String pair : fields.group(6).split(",", -1)) {
            int colon = pair.indexOf(':');
            if (colon > 0) {
                keys.put(pair.substring(0, colon), pair.substring(colon + 1));
            }
        }
        return Optional.of(new Slot(
                Long.parseLong(fields.group(1)),
                Long.parseLong(fields.group(2)),
                Long.parseLong(fields.group(3)),
                fields.group(4) == null ? UNKNOWN : Long.parseLong(fields.group(4)),
                fields.group(5),
                keys));
    }

    private static String checkValue(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
