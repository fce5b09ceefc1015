package io.nightflow.listen;

import io.nightflow.link.Frame;
import io.nightflow.link.LegacyPattern;
import io.nightflow.link.LineDecoder;
import io.nightflow.link.Message;
import io.nightflow.link.MessageParser;
import io.nightflow.link.Parsed;
import io.nightflow.link.PlainReading;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would be stored of a line, or why nothing would. */
public final class LineVerdict {
    private static final byte[] LINE_END = {'\n'};
    private static final String NO_CHECK_VALUE = "has no check value: it needs a pattern";

    private final Optional<LegacyPattern> pattern;
    private final MeteringPoints points;

    /**
     * Of a port whose lines are of a pattern, or of frames where there is none; with the units of its sensors.
     *
     * @param pattern of lines without a check value.
     */
    public LineVerdict(Optional<LegacyPattern> pattern, MeteringPoints points) {
        this.pattern = pattern;
        this.points = points;
    }

    /**
     * What became of a line.
     *
     * @param isStored whether it gives a reading.
     * @param words what, or why not.
     */
    public record Verdict(boolean isStored, String words) {}

    /** Of one line, without its end. */
    public Verdict of(byte[] line) {
        LineDecoder decoder = new LineDecoder();
        decoder.setTextOnly(pattern.isPresent());
        List<Frame> frames = new ArrayList<>();
        decoder.feed(LINE_END, 1, frames::add);
        decoder.feed(line, line.length, frames::add);
        decoder.feed(LINE_END, 1, frames::add);
        if (frames.isEmpty()) {
            return new Verdict(false, "nothing but idle bytes");
        }
        Frame last = frames.get(frames.size() - 1);
        if (last instanceof Frame.Valid valid) {
            return checked(MessageParser.parse(valid.body()));
        }
        if (last instanceof Frame.Damaged damaged) {
            if (pattern.isEmpty() && !isFramed(line)) {
                return new Verdict(false, NO_CHECK_VALUE);
            }
            return new Verdict(false, "damaged: " + damaged.damage().words());
        }
        return plain(((Frame.Plain) last).text());
    }

    private static boolean isFramed(byte[] line) {
        return line.length > 0 && line[0] == '$';
    }

    private Verdict checked(Parsed parsed) {
        if (parsed instanceof Parsed.Understood understood) {
            return understood.message() instanceof Message.MeterReading reading
                    ? stored(reading, Double.NaN)
                    : new Verdict(false, "a message of the protocol, and no reading");
        }
        return parsed instanceof Parsed.Malformed malformed
                ? new Verdict(false, "its " + malformed.field() + " cannot be read")
                : new Verdict(false, "a message of a kind that is not known");
    }

    private Verdict plain(String text) {
        if (pattern.isEmpty()) {
            return new Verdict(false, NO_CHECK_VALUE);
        }
        Optional<PlainReading> reading = pattern.get().read(text);
        return reading.map(each -> stored(each.reading(), each.total()))
                .orElseGet(() -> new Verdict(false, "not of the pattern"));
    }

    private Verdict stored(Message.MeterReading message, double total) {
        MeteringPoint point = points.of(message.sensor());
        Reading reading = point.convert(
                new Reading(message.sensor(), new Minute(0), message.flow(), message.pressure(), Quality.UNCHECKED));
        List<String> values = new ArrayList<>();
        add(values, "flow", reading.flow(), "m3/h");
        add(values, "pressure", reading.pressure(), "bar");
        add(values, "register", total * point.register().m3(), "m3");
        String time = message.utc() == 0 ? "at its arrival" : "at " + Instant.ofEpochSecond(message.utc());
        return new Verdict(
                true,
                "sensor " + message.sensor() + ", " + (values.isEmpty() ? "no value" : String.join(", ", values)) + ", "
                        + time);
    }

    private static void add(List<String> values, String what, double value, String unit) {
        if (!Double.isNaN(value)) {
            values.add(what + " " + Decimal.text(value) + " " + unit);
        }
    }
}
