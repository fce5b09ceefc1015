package io.nightflow.gateway;

import java.util.List;
import java.util.Optional;

/** The rows of the minute that was staged last for the fleet, if it is of now. */
final class LiveMinute {
    private static final long NOW_SECONDS = 600;
    private static final int TIME = 2;

    private List<String> rows = List.of();

    /** Rows are staged; they are handed on as they are. */
    synchronized List<String> pass(List<String> staged) {
        rows = staged;
        return staged;
    }

    /** What was staged last, once; empty where it is old: it was staged again. */
    synchronized Optional<List<String>> take(long now) {
        List<String> last = rows;
        rows = List.of();
        return last.stream().anyMatch(row -> isOf(row, now)) ? Optional.of(last) : Optional.empty();
    }

    private static boolean isOf(String row, long now) {
        String[] f = row.split(",", TIME + 2);
        return f.length > TIME && f[TIME].matches("\\d{1,12}") && now - Long.parseLong(f[TIME]) < NOW_SECONDS;
    }
}
