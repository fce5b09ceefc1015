package io.nightflow.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many of the hours lay within the band of a forecast, by sensor and by how far ahead they were forecast. */
final class BandCoverage {
    /** The last hour of each group of leads. */
    private static final int[] LEADS = {1, 6, 24, 72, 168};

    private final Map<String, long[][]> sensors = new LinkedHashMap<>();

    /** An hour that was forecast; {@code lead} counts from 1. */
    void add(String sensor, int lead, boolean within) {
        long[][] counts = sensors.computeIfAbsent(sensor, name -> new long[LEADS.length][2]);
        int group = 0;
        while (lead > LEADS[group]) {
            group++;
        }
        counts[group][0]++;
        counts[group][1] += within ? 1 : 0;
    }

    /** The hours that were counted. */
    long hours() {
        return sum(0, LEADS.length)[0];
    }

    /** The share of all of them that lay within; NaN where there are none. */
    double share() {
        return share(sum(0, LEADS.length));
    }

    /** The shares as lines of a table, a sensor a line. */
    List<String> table() {
        StringBuilder head = new StringBuilder(String.format("%-18s", "within the band"));
        for (int group = 0; group < LEADS.length; group++) {
            head.append(String.format("%10s", heading(group)));
        }
        List<String> lines = new ArrayList<>();
        lines.add(head.toString());
        sensors.forEach((name, counts) -> {
            StringBuilder line = new StringBuilder(String.format("%-18s", name));
            for (long[] each : counts) {
                line.append(cell(each));
            }
            lines.add(line.toString());
        });
        StringBuilder all = new StringBuilder(String.format("%-18s", "all"));
        for (int group = 0; group < LEADS.length; group++) {
            all.append(cell(sum(group, group + 1)));
        }
        lines.add(all.toString());
        return lines;
    }

    private static String heading(int group) {
        return group == 0 ? "hour 1" : (LEADS[group - 1] + 1) + "-" + LEADS[group];
    }

    private static String cell(long[] counts) {
        return counts[0] == 0 ? String.format("%10s", "-") : String.format(Locale.ROOT, "%10.3f", share(counts));
    }

    private static double share(long[] counts) {
        return (double) counts[1] / counts[0];
    }

    private long[] sum(int from, int to) {
        long[] sum = new long[2];
        for (long[][] counts : sensors.values()) {
            for (int group = from; group < to; group++) {
                sum[0] += counts[group][0];
                sum[1] += counts[group][1];
            }
        }
        return sum;
    }
}
