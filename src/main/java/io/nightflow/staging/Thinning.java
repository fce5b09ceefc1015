package io.nightflow.staging;

import io.nightflow.staging.StagingOptions.Thinner;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the oldest files that can become one: the minutes of one span of the clock (10 minutes, then an hour), in a row,
 * behind those that may be on their way to the device.
 */
final class Thinning {
    private static final int SECONDS = 60;
    private static final int LOOKED_AT_MAX = 300;
    private static final int FILES_MAX = 60;

    /**
     * Files that become one.
     *
     * @param minutes the span's length.
     * @param minute its start, as in the files.
     * @param files the first numbers of the files.
     * @param rows what stands for them.
     */
    record Span(int minutes, String minute, List<Long> files, List<String> rows) {
        String replaces() {
            return files.stream().map(StagedMinute::number).collect(Collectors.joining(","));
        }
    }

    private final ReadyFiles ready;
    private final StagingOptions options;
    private final Thinner thinner;

    Thinning(ReadyFiles ready, StagingOptions options, Thinner thinner) {
        this.ready = ready;
        this.options = options;
        this.thinner = thinner;
    }

    /**
     * The next span to thin; empty where there is none.
     *
     * @param acknowledged files up to here are delivered; a power cut may have brought them back.
     */
    Optional<Span> next(int minutes, long acknowledged) throws IOException {
        int from = ready.firsts().floor(acknowledged) + 1 + options.untouchedFiles();
        List<Long> candidates = candidates(minutes, from);
        List<StagedMinute> run = new ArrayList<>();
        long span = untouchedSpan(minutes, from - 1);
        boolean skip = true;
        // a span is thinned once: a second row for it, of late readings, would take the place of the first
        Set<String> thinned = minutes > 10 ? Set.of() : ready.thinnedMinutes();
        for (int i = 0; i < Math.min(LOOKED_AT_MAX, candidates.size()); i++) {
            Optional<StagedMinute> file = ready.read(candidates.get(i));
            long of = file.map(f -> span(f, minutes)).orElse(Long.MIN_VALUE);
            if (of != span || run.size() == FILES_MAX) {
                if (run.size() > 1) {
                    return Optional.of(span(run, minutes, span));
                }
                run.clear();
                span = of;
                skip = of == Long.MIN_VALUE || thinned.contains(minute(of, minutes));
            }
            if (!skip) {
                file.ifPresent(run::add);
            }
        }
        boolean mayGrow = candidates.size() <= LOOKED_AT_MAX;
        return run.size() > 1 && !mayGrow ? Optional.of(span(run, minutes, span)) : Optional.empty();
    }

    /** The span that began among the untouched files: half of it is on its way, so the rest is left alone. */
    private long untouchedSpan(int minutes, int before) throws IOException {
        if (before < 0 || before >= ready.firsts().size()) {
            return Long.MIN_VALUE;
        }
        return ready.read(ready.firsts().get(before)).map(f -> span(f, minutes)).orElse(Long.MIN_VALUE);
    }

    /** The start of a span, as files have it. */
    private static String minute(long span, int minutes) {
        return Instant.ofEpochSecond(span * minutes * SECONDS).toString();
    }

    /** For 10 minutes the plain files, for an hour those of 10 minutes. */
    private List<Long> candidates(int minutes, int from) {
        List<Long> files = new ArrayList<>();
        SortedNumbers firsts = ready.firsts();
        for (int i = from; i < firsts.size() && files.size() <= LOOKED_AT_MAX; i++) {
            long first = firsts.get(i);
            if (ready.isThin(first) == (minutes > 10)) {
                files.add(first);
            }
        }
        return files;
    }

    /** The span that a file lies in; none for one that is as long already, or whose minute cannot be read. */
    private static long span(StagedMinute file, int minutes) {
        try {
            long start = Instant.parse(file.minute()).getEpochSecond();
            boolean long60 = file.rows().stream().anyMatch(row -> row.startsWith("Q,hour,"));
            return minutes > 10 && long60 ? Long.MIN_VALUE : Math.floorDiv(start, (long) minutes * SECONDS);
        } catch (DateTimeParseException e) {
            return Long.MIN_VALUE;
        }
    }

    private Span span(List<StagedMinute> run, int minutes, long span) {
        List<Long> files = run.stream().map(StagedMinute::first).toList();
        List<String> rows = run.stream().flatMap(file -> file.rows().stream()).toList();
        return new Span(minutes, minute(span, minutes), files, thinner.thin(minutes, rows));
    }
}
