package io.nightflow.store;

import io.nightflow.detect.Judge;
import io.nightflow.detect.SensorFacts;
import io.nightflow.reading.Finding;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.Stages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Remembers the minutes that it has judged, after noon, as a text; each is kept. */
final class TextJudge implements Judge<StringBuilder> {
    private final Minute noon;
    private final Predicate<Reading> faulty;
    final List<String> judged = new ArrayList<>();

    TextJudge(Minute noon, Predicate<Reading> faulty) {
        this.noon = noon;
        this.faulty = faulty;
    }

    @Override
    public StringBuilder remember(byte[] memory, byte[] profiles) {
        return new StringBuilder(new String(memory, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Minute> last(StringBuilder state) {
        String[] minutes = state.toString().split(" ", -1);
        return state.isEmpty() ? Optional.empty() : Optional.of(noon.plus(Long.parseLong(minutes[minutes.length - 1])));
    }

    @Override
    public Judged judge(Reading reading, StringBuilder state, SensorFacts facts) {
        long minute = (reading.minute().epochSecond() - noon.epochSecond()) / 60;
        judged.add(reading.sensor() + " " + minute + " after '" + state + "' forecast "
                + facts.atHour(Quantity.FLOW, reading.minute()));
        byte[] before = state.toString().getBytes(StandardCharsets.UTF_8);
        state.append(state.isEmpty() ? "" : " ").append(minute);
        Kept kept = new Kept(reading.minute(), before, new byte[0]);
        return judged(reading, state.length() % 6, List.of(kept));
    }

    @Override
    public Judged judgeAlone(Reading reading, SensorFacts facts) {
        judged.add(reading.sensor() + " alone");
        return judged(reading, 0, List.of());
    }

    private Judged judged(Reading reading, int stage, List<Kept> kept) {
        Finding flow = new Finding(new Stages(stage + "555"), Reason.NONE, faulty.test(reading));
        Finding pressure = new Finding(Stages.none(Quantity.PRESSURE), Reason.NONE, false);
        String row = "row " + reading.sensor() + " " + (reading.minute().epochSecond() - noon.epochSecond()) / 60 + " "
                + stage;
        return new Judged(flow, pressure, row, List.of(), kept.stream().findFirst());
    }

    @Override
    public void rewind(StringBuilder state, List<Kept> newestFirst) {
        state.setLength(0);
        state.append(new String(newestFirst.get(newestFirst.size() - 1).memory(), StandardCharsets.UTF_8));
    }

    @Override
    public byte[] memory(StringBuilder state) {
        return state.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] profiles(StringBuilder state) {
        return new byte[0];
    }

    @Override
    public Optional<byte[]> takeChangedProfiles(StringBuilder state) {
        return Optional.empty();
    }
}
