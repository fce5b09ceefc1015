package io.nightflow.uplink;

import io.nightflow.link.Lane;
import io.nightflow.staging.StagedMinute;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Staged files of one lane on their way to the fleet, as they are, behind one line:
 *
 * <pre>
 * #uplink 1 lane=results epoch=1795189560 base=1201 from=1201 to=1260 unsent=1261
 * #nightflow 1 first=000000001201 rows=2 bytes=84 minute=.. gateway=gw-1 key=.. crc32c=9a8b7c6d
 * R,meter-1,1795189560,12.3,4.1,0555,055,0,0,0
 * ..
 * </pre>
 *
 * @param epoch the numbering.
 * @param base the oldest number that the gateway still has: what is before it will not come again by itself.
 * @param from the first number of this batch.
 * @param to the last one; {@code from - 1} for a hello, which carries nothing and wants an answer.
 * @param unsent from this number on nothing was ever sent from the gateway's disk.
 * @param minutes what the numbers carry; a number that is in none of them carries nothing.
 */
public record UplinkBatch(
        Lane lane, long epoch, long base, long from, long to, long unsent, List<StagedMinute> minutes) {
    private static final Pattern HEADER =
            Pattern.compile("#uplink 1 lane=([a-z]{1,16}) epoch=(\\d{1,15}) base=(\\d{1,15}) from=(\\d{1,15})"
                    + " to=(\\d{1,15}) unsent=(\\d{1,15})");
    private static final Pattern MINUTE = Pattern.compile("#nightflow 1 first=(\\d{12}) rows=\\d+ bytes=(\\d{1,9}) .*");

    /** What cannot be read; the message says why. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        /** For this reason. */
        public MalformedException(String reason) {
            super(reason);
        }
    }

    /** Copies the minutes. */
    public UplinkBatch {
        minutes = List.copyOf(minutes);
    }

    /** Whether it only asks how far the fleet is. */
    public boolean isHello() {
        return to < from;
    }

    /** The message. */
    public byte[] encode() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(("#uplink 1 lane=" + lane.word() + " epoch=" + epoch + " base=" + base + " from=" + from
                        + " to=" + to + " unsent=" + unsent + "\n")
                .getBytes(StandardCharsets.UTF_8));
        minutes.forEach(minute -> message.writeBytes(minute.encode()));
        return message.toByteArray();
    }

    /**
     * Reads a message.
     *
     * @throws MalformedException it is no batch, or a file in it is damaged.
     */
    public static UplinkBatch parse(byte[] message) throws MalformedException {
        return parseHead(message).withMinutes(message);
    }

    /**
     * Reads its first line alone; no minutes.
     *
     * @throws MalformedException it is none of a batch.
     */
    public static UplinkBatch parseHead(byte[] message) throws MalformedException {
        Matcher header = HEADER.matcher(new String(message, 0, lineEnd(message, 0), StandardCharsets.UTF_8));
        if (!header.matches()) {
            throw new MalformedException("its first line is not that of a batch");
        }
        Lane lane = Lane.named(header.group(1))
                .orElseThrow(() -> new MalformedException("there is no lane " + header.group(1)));
        return new UplinkBatch(
                lane,
                Long.parseLong(header.group(2)),
                Long.parseLong(header.group(3)),
                Long.parseLong(header.group(4)),
                Long.parseLong(header.group(5)),
                Long.parseLong(header.group(6)),
                List.of());
    }

    /**
     * The same with the minutes behind the first line of its message.
     *
     * @throws MalformedException a file among them is damaged, or the numbers are not those of the first line.
     */
    public UplinkBatch withMinutes(byte[] message) throws MalformedException {
        UplinkBatch batch =
                new UplinkBatch(lane, epoch, base, from, to, unsent, minutes(message, lineEnd(message, 0) + 1));
        batch.checkOrder();
        return batch;
    }

    private static List<StagedMinute> minutes(byte[] message, int from) throws MalformedException {
        List<StagedMinute> minutes = new ArrayList<>();
        int at = from;
        while (at < message.length) {
            int end = lineEnd(message, at);
            Matcher line = MINUTE.matcher(new String(message, at, end - at, StandardCharsets.UTF_8));
            if (!line.matches()) {
                throw new MalformedException("a staged file in it does not begin as one");
            }
            long past = end + 1L + Long.parseLong(line.group(2));
            if (past > message.length) {
                throw new MalformedException("it ends within a staged file");
            }
            byte[] file = Arrays.copyOfRange(message, at, (int) past);
            StagedMinute.Decoded decoded = StagedMinute.decode(Long.parseLong(line.group(1)), file);
            if (decoded instanceof StagedMinute.Decoded.Whole whole) {
                minutes.add(whole.minute());
            } else {
                throw new MalformedException("staged file " + line.group(1) + " in it: "
                        + ((StagedMinute.Decoded.Damaged) decoded).reason());
            }
            at = (int) past;
        }
        return minutes;
    }

    private void checkOrder() throws MalformedException {
        long past = 0;
        for (StagedMinute minute : minutes) {
            if (minute.first() < past) {
                throw new MalformedException("its numbers do not ascend");
            }
            past = minute.last() + 1;
        }
        if (to < from - 1 || past > to + 1 || base > from) {
            throw new MalformedException("its numbers are not those that its first line says");
        }
    }

    private static int lineEnd(byte[] message, int from) throws MalformedException {
        for (int i = from; i < message.length; i++) {
            if (message[i] == '\n') {
                return i;
            }
        }
        throw new MalformedException("a line of it has no end");
    }
}
