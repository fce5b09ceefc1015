package io.nightflow.link;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.SensorId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Staged rows of several minutes ({@code R,..}, or {@code T,..} of shorter spans) made into one {@code T} row a sensor:
 *
 * <pre>
 * Q,ten,first minute,last minute,rows                                    first: tells of it
 * T,sensor,minute,span,measured,flow sum,pressure,flow stages,pressure stages
 * </pre>
 *
 * The sum of the flows is kept, in decimal, so the volume stays exact; anything else goes through as it is.
 */
public final class ThinnedRows {
    private static final int SECONDS = 60;
    private static final int TEN_MINUTES = 10;

    private static final class Sum {
        private int minutes;
        private BigDecimal flow = BigDecimal.ZERO;
        private double pressure;
        private int pressures;
        private String flowStages = "";
        private String pressureStages = "";

        void add(int count, String flowText, String pressureText, String flowDigits, String pressureDigits) {
            if (!flowText.isEmpty()) {
                minutes += count;
                flow = flow.add(new BigDecimal(flowText));
            }
            if (!pressureText.isEmpty()) {
                int weight = Math.max(1, count);
                pressure += Decimal.parse(pressureText) * weight;
                pressures += weight;
            }
            flowStages = highest(flowStages, flowDigits);
            pressureStages = highest(pressureStages, pressureDigits);
        }

        /** The higher stage of each method; 5 (does not apply) gives way to any other. */
        private static String highest(String one, String other) {
            StringBuilder digits = new StringBuilder(other);
            for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
                char a = one.charAt(i);
                char b = other.charAt(i);
                digits.setCharAt(i, a == '5' ? b : b == '5' ? a : (char) Math.max(a, b));
            }
            return digits.toString();
        }
    }

    private ThinnedRows() {}

    /** The rows that stand for these; {@code span} is 10 or 60 minutes of the clock. */
    public static List<String> of(int span, List<String> rows) {
        Map<SensorId, Sum> sums = new TreeMap<>();
        List<String> others = new ArrayList<>();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (String row : newest(rows)) {
            String[] f = row.split(",", -1);
            boolean plain = f[0].equals("R") && f.length >= 9;
            boolean thin = f[0].equals("T") && f.length >= 9;
            if (!plain && !thin) {
                others.add(row);
                continue;
            }
            Sum sum = sums.computeIfAbsent(new SensorId(f[1]), id -> new Sum());
            if (plain) {
                sum.add(1, f[3], f[4], f[5], f[6]);
            } else {
                sum.add(Integer.parseInt(f[4]), f[5], f[6], f[7], f[8]);
            }
            first = Math.min(first, Long.parseLong(f[2]));
            last = Math.max(last, Long.parseLong(f[2]) + (thin ? (Long.parseLong(f[3]) - 1) * SECONDS : 0));
        }
        return rows(span, sums, others, first, last);
    }

    /** Of two rows of one sensor and minute the later one holds: a corrected reading must not count twice. */
    private static Collection<String> newest(List<String> rows) {
        Map<String, String> newest = new LinkedHashMap<>();
        for (String row : rows) {
            String[] f = row.split(",", 4);
            boolean plain = f[0].equals("R") && f.length == 4;
            newest.put(plain ? "R," + f[1] + "," + f[2] : newest.size() + " " + row, row);
        }
        return newest.values();
    }

    private static List<String> rows(int span, Map<SensorId, Sum> sums, List<String> others, long first, long last) {
        List<String> thinned = new ArrayList<>();
        String word = span == TEN_MINUTES ? "ten" : "hour";
        thinned.add("Q," + word + "," + first + "," + last + "," + sums.size());
        others.stream().filter(row -> !row.startsWith("Q,ten,")).forEach(thinned::add);
        long start = Math.floorDiv(first, (long) span * SECONDS) * span * SECONDS;
        sums.forEach((sensor, sum) -> thinned.add("T," + sensor + "," + start + "," + span + "," + sum.minutes + ","
                + (sum.minutes == 0 ? "" : plain(sum.flow)) + ","
                + (sum.pressures == 0 ? "" : Decimal.text(sum.pressure / sum.pressures)) + "," + sum.flowStages + ","
                + sum.pressureStages));
        return thinned;
    }

    private static String plain(BigDecimal flow) {
        return flow.signum() == 0 ? "0" : flow.stripTrailingZeros().toPlainString();
    }
}
