package io.nightflow.evaluate;

import io.nightflow.reading.Decimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A leak that somebody knows of: {@code leak,first,last,peak_m3h,share_of_peak_on_first_day}, a line each.
 *
 * @param name of it.
 * @param nights how long it ran.
 * @param peak m3/h.
 * @param share of its peak on its first day: about 1 for an abrupt one.
 */
public record KnownLeak(String name, int nights, double peak, double share) {
    private static final double ABRUPT = 0.9;
    private static final int FIELDS = 5;
    private static final int DAY = "2019-01-01".length();

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException a line cannot be read; the message names it.
     */
    public static List<KnownLeak> parse(List<String> lines) {
        List<KnownLeak> leaks = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).strip().split(",", -1);
            double peak = fields.length == FIELDS ? Decimal.parse(fields[3]) : Double.NaN;
            double share = fields.length == FIELDS ? Decimal.parse(fields[4]) : Double.NaN;
            if (!(peak > 0) || !(share >= 0) || fields[1].length() < DAY || fields[2].length() < DAY) {
                throw new IllegalArgumentException("line " + (i + 1)
                        + ": must be leak,first,last,peak_m3h,share_of_peak_on_first_day (got " + lines.get(i) + ")");
            }
            LocalDate first = day(fields[1], i + 1);
            LocalDate last = day(fields[2], i + 1);
            leaks.add(new KnownLeak(fields[0], (int) (last.toEpochDay() - first.toEpochDay()), peak, share));
        }
        return leaks;
    }

    private static LocalDate day(String text, int line) {
        try {
            return LocalDate.parse(text.substring(0, DAY));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("line " + line + ": must hold two days (got " + text + ")", e);
        }
    }

    boolean isAbrupt() {
        return share >= ABRUPT;
    }

    /** Its flow in its first, second .. night, m3/h: a straight line to its peak. */
    double flow(long night) {
        return isAbrupt() ? peak : peak * Math.min(1, share + (1 - share) * night / nights);
    }
}
