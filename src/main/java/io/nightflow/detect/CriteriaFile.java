package io.nightflow.detect;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Criteria supplied in a file, for sensors without history of their own. All 168 hours of a week must be there:
 *
 * <pre>
 * sensor,quantity,day,hour,usual,spread
 * dma-north,flow,1,0,12.5,1.1        day 1 (Monday) to 7, or * for all; hour 0 to 23, local; m3/h or bar
 * </pre>
 */
public final class CriteriaFile {
    private static final List<String> COLUMNS = List.of("sensor", "quantity", "day", "hour", "usual", "spread");
    private static final int FIELDS = COLUMNS.size();
    private static final int DAYS = 7;
    private static final int DAY_HOURS = 24;

    private final Map<Key, Hours> found = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private CriteriaFile() {}

    /** What a line is about. */
    public record Key(SensorId sensor, Quantity quantity) {}

    /**
     * What a file holds.
     *
     * @param criteria by sensor and quantity; those with faults are left out.
     * @param faults what was wrong, to be put behind the file's name: {@code :line: rule}.
     */
    public record Content(Map<Key, Criteria> criteria, List<String> faults) {}

    private static final class Hours {
        final double[] usual = new double[WeekClock.HOURS];
        final double[] spread = new double[WeekClock.HOURS];

        Hours() {
            Arrays.fill(usual, Double.NaN);
        }
    }

    /** Reads the lines of a file. */
    public static Content parse(List<String> lines) {
        CriteriaFile seed = new CriteriaFile();
        int first = 0;
        while (first < lines.size() && !isContent(lines.get(first))) {
            first++;
        }
        String header = first < lines.size() ? lines.get(first).strip() : "";
        List<String> columns = List.of(header.split(",", -1));
        if (columns.size() != FIELDS || !columns.containsAll(COLUMNS)) {
            seed.fault(first + 1, "the header must be " + String.join(",", COLUMNS), header);
            return new Content(Map.of(), seed.faults);
        }
        for (int i = first + 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (isContent(line)) {
                seed.line(i + 1, line, columns);
            }
        }
        return new Content(seed.criteria(), seed.faults);
    }

    private static boolean isContent(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }

    private void line(int number, String line, List<String> columns) {
        List<String> given = List.of(line.split(",", -1));
        if (given.size() != FIELDS) {
            fault(number, "must have " + FIELDS + " fields", line);
            return;
        }
        String[] fields = COLUMNS.stream()
                .map(name -> given.get(columns.indexOf(name)).strip())
                .toArray(String[]::new);
        Optional<SensorId> sensor = SensorId.tryParse(fields[0]);
        Optional<Quantity> quantity = Quantity.find(fields[1]);
        double usual = Decimal.parse(fields[4]);
        double spread = Decimal.parse(fields[5]);
        if (sensor.isEmpty() || quantity.isEmpty()) {
            fault(number, "must start with a sensor and flow or pressure", fields[0] + "," + fields[1]);
        } else if (!fields[2].matches("[1-7*]") || !fields[3].matches("1?[0-9]|2[0-3]")) {
            fault(number, "day must be 1 (Monday) to 7 or *, hour 0 to 23", fields[2] + "," + fields[3]);
        } else if (!Double.isFinite(usual) || !Double.isFinite(spread) || spread < 0) {
            fault(
                    number,
                    "usual and spread must be plain numbers such as 10.5, spread not below 0",
                    fields[4] + "," + fields[5]);
        } else {
            Key key = new Key(sensor.get(), quantity.get());
            set(found.computeIfAbsent(key, k -> new Hours()), fields[2], Integer.parseInt(fields[3]), usual, spread);
        }
    }

    private static void set(Hours hours, String day, int hour, double usual, double spread) {
        int first = day.equals("*") ? 0 : Integer.parseInt(day) - 1;
        int last = day.equals("*") ? DAYS - 1 : first;
        for (int d = first; d <= last; d++) {
            hours.usual[d * DAY_HOURS + hour] = usual;
            hours.spread[d * DAY_HOURS + hour] = spread;
        }
    }

    private Map<Key, Criteria> criteria() {
        Map<Key, Criteria> complete = new LinkedHashMap<>();
        found.forEach((key, hours) -> {
            long missing = Arrays.stream(hours.usual).filter(Double::isNaN).count();
            if (missing > 0 && faults.isEmpty()) {
                faults.add(": " + key.sensor() + " " + key.quantity().word()
                        + ": must have all 168 hours of a week (got " + (WeekClock.HOURS - missing) + ")");
            } else if (missing == 0) {
                complete.put(key, criteria(hours));
            }
        });
        return complete;
    }

    /** The deviation of percentile mode is that of the hours and that within them together. */
    private static Criteria criteria(Hours hours) {
        Profile profile = new Profile();
        double mean = Arrays.stream(hours.usual).average().orElse(0);
        double variance = 0;
        for (int hour = 0; hour < WeekClock.HOURS; hour++) {
            profile.set(hour, hours.usual[hour], hours.spread[hour], 2);
            double off = hours.usual[hour] - mean;
            variance += (off * off + hours.spread[hour] * hours.spread[hour]) / WeekClock.HOURS;
        }
        Minute none = new Minute(0);
        return new Criteria(profile, new Criteria.Numbers(mean, Math.sqrt(variance), 1), none, none);
    }

    private void fault(int line, String rule, String got) {
        faults.add(":" + line + ": " + rule + " (got " + got + ")");
    }
}
