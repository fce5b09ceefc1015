package io.nightflow.listen;

import io.nightflow.link.LegacyPattern;
import io.nightflow.reading.MeteringPoints;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The lines of a port one after the other: each with what would be stored of it, and a pattern once one can be proposed. */
public final class HeardLines {
    private static final int PROPOSED_FROM = 3;
    private static final int REMEMBERED_MAX = 200;

    private final String sensor;
    private final MeteringPoints points;
    private final ZoneId zone;
    private final Consumer<String> says;
    private final List<String> unread = new ArrayList<>();
    private LineVerdict verdict;
    private final boolean proposes;
    private String proposed = "";
    private long lines;
    private long stored;

    /**
     * Of a port.
     *
     * @param pattern of its lines, where a person has given one.
     * @param sensor whose they are, where the person has said so; else empty.
     * @param zone of local times.
     * @param says is told each line.
     */
    public HeardLines(
            Optional<LegacyPattern> pattern, String sensor, MeteringPoints points, ZoneId zone, Consumer<String> says) {
        this.sensor = sensor;
        this.points = points;
        this.zone = zone;
        this.says = says;
        this.verdict = new LineVerdict(pattern, points);
        this.proposes = pattern.isEmpty();
    }

    /** The next one, without its end. */
    public void line(byte[] line) {
        LineVerdict.Verdict of = verdict.of(line);
        lines++;
        stored += of.isStored() ? 1 : 0;
        says.accept(RawLines.shown(line) + (of.isStored() ? "  -> " : "  -- ") + of.words());
        if (!of.isStored() && proposes && unread.size() < REMEMBERED_MAX) {
            unread.add(RawLines.text(line));
            if (unread.size() == PROPOSED_FROM) {
                propose();
            }
        }
    }

    /** No more will come. */
    public void end() {
        propose();
        says.accept(lines + (lines == 1 ? " line, " : " lines, ") + stored + " of them would be stored");
    }

    private void propose() {
        Optional<PatternProposal> proposal = PatternProposal.of(unread, zone);
        if (proposal.isPresent() && !proposal.get().pattern().equals(proposed)) {
            proposed = proposal.get().pattern();
            String whose = !proposal.get().needsSensor() ? "" : sensor.isEmpty() ? "NAME" : sensor;
            verdict = new LineVerdict(Optional.of(LegacyPattern.of(proposed, whose, zone)), points);
            says.accept("proposed: --pattern \"" + RawLines.shown(proposed.getBytes(StandardCharsets.UTF_8)) + "\""
                    + (whose.isEmpty() ? "" : " --sensor " + whose) + ", which reads "
                    + proposal.get().reads() + " of "
                    + proposal.get().lines()
                    + " lines, and by which the next ones are shown. Look whether each number is"
                    + " what it says"
                    + (proposal.get().units().isEmpty()
                            ? ""
                            : ". In config/sensors.csv set " + proposal.get().units()));
        }
    }

    /** How many came. */
    public long lines() {
        return lines;
    }
}
