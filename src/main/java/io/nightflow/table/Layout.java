package io.nightflow.table;

import io.nightflow.table.ColumnName.Meaning;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where things stand in a table, from its first rows: which character parts fields, which line names the columns, which
 * columns hold times, sensors and numbers.
 *
 * @param delimiter between fields.
 * @param header the line that names the columns; 0 for none.
 * @param firstRow the line of the first row of data.
 * @param names of the columns.
 * @param times the one or two columns of the time.
 * @param sensor the column that names the sensor; -1 for none.
 * @param numbers the columns of numbers.
 * @param hasOtherText whether there are columns of text beside them.
 */
record Layout(
        char delimiter,
        long header,
        long firstRow,
        List<ColumnName> names,
        List<Integer> times,
        int sensor,
        List<Integer> numbers,
        boolean hasOtherText) {
    private static final char[] DELIMITERS = {';', '\t', '|', ','};
    private static final double MOST = 0.6;

    /** The best of all delimiters, or the one that was given. */
    static Layout of(List<String> lines, TableOptions options) throws UnreadableTableException {
        char delimiter = options.delimiter().orElseGet(() -> delimiter(lines));
        List<Fields.Row> records = SampleRecords.of(lines, delimiter);
        int width =
                mostCommon(records.stream().map(each -> each.fields().size()).toList());
        if (width < 2) {
            throw new UnreadableTableException(
                    "has one column only: a table of readings has a time and at least one value in"
                            + " a line, parted by a comma, a semicolon, a tab or |. Name another character by --delimiter");
        }
        int first = NameLine.firstRow(records, width);
        if (first < 0) {
            throw refusal(records);
        }
        List<List<String>> rows = records.subList(first, records.size()).stream()
                .map(Fields.Row::fields)
                .filter(fields -> fields.size() >= width - 1)
                .toList();
        int header = options.columns().isEmpty() ? NameLine.of(records, first, width) : -1;
        List<ColumnName> names = NameLine.names(records, header, first, width, options);
        return roles(delimiter, records, header, first, names, rows);
    }

    private static UnreadableTableException refusal(List<Fields.Row> records) {
        boolean across = records.stream()
                .limit(3)
                .anyMatch(each ->
                        each.fields().stream().skip(1).filter(Layout::isTime).count() >= 3);
        boolean named = records.get(records.size() - 1).fields().stream()
                .anyMatch(field -> ColumnName.of(field).meaning() == Meaning.TIME);
        if (named) {
            return new UnreadableTableException("has a line of names and no row");
        }
        return new UnreadableTableException(
                across
                        ? "has a row a sensor and a column a time: turn it round (a row a time), such as by Excel's"
                                + " Paste Special, Transpose"
                        : "has no column of times that is known: write 2026-03-13 00:00, 13/03/2026 00:00, 202603130000,"
                                + " seconds since 1970, or a date and a time in two columns");
    }

    private static char delimiter(List<String> lines) {
        char best = ',';
        double bestScore = 0;
        for (char delimiter : DELIMITERS) {
            List<Integer> widths = lines.stream()
                    .map(line -> SampleRecords.width(line, delimiter))
                    .toList();
            int width = mostCommon(widths.stream().filter(each -> each > 1).toList());
            long same = widths.stream().filter(each -> each == width).count();
            double score = width < 2 ? 0 : same + Math.min(width, 20) / 100.0;
            if (score > bestScore) {
                best = delimiter;
                bestScore = score;
            }
        }
        return best;
    }

    private static int mostCommon(List<Integer> values) {
        Map<Integer, Integer> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    static boolean isTime(String text) {
        return TimeText.of(text).filter(TimeText::hasDate).isPresent();
    }

    private static Layout roles(
            char delimiter,
            List<Fields.Row> records,
            int header,
            int first,
            List<ColumnName> names,
            List<List<String>> rows)
            throws UnreadableTableException {
        List<Integer> times = times(records, names, rows);
        int sensor = sensor(names, rows, times, header);
        List<Integer> numbers = new ArrayList<>();
        boolean otherText = false;
        for (int i = 0; i < names.size(); i++) {
            boolean unnamed = header >= 0 && names.get(i).text().isEmpty();
            boolean value =
                    names.get(i).meaning() == Meaning.FLOW || names.get(i).meaning() == Meaning.PRESSURE;
            boolean number = share(rows, i, Layout::isNumber) > (value ? 0 : MOST) || isEmpty(rows, i);
            if (!times.contains(i) && i != sensor && !unnamed) {
                if (number) {
                    numbers.add(i);
                } else {
                    otherText = true;
                }
            }
        }
        return new Layout(
                delimiter,
                header < 0 ? 0 : records.get(header).line(),
                records.get(first).line(),
                names,
                times,
                sensor,
                numbers,
                otherText);
    }

    /** Of columns that may name the sensor the one that names most; where nothing is named, the first of text. */
    private static int sensor(List<ColumnName> names, List<List<String>> rows, List<Integer> times, int header) {
        int best = -1;
        long most = 0;
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            boolean named = names.get(i).meaning() == Meaning.SENSOR;
            boolean plain = header < 0
                    && names.get(i).text().isEmpty()
                    && share(rows, i, Layout::isNumber) <= MOST
                    && share(rows, i, Layout::isTime) <= MOST;
            long distinct = rows.stream()
                    .filter(row -> row.size() > column)
                    .map(row -> row.get(column))
                    .distinct()
                    .count();
            boolean isOnlyNumber = share(rows, i, Layout::isNumber) > MOST && hasNoOtherNumber(rows, times, i);
            if (!times.contains(i) && (named || plain) && !isOnlyNumber && distinct > most) {
                best = i;
                most = distinct;
            }
        }
        return best;
    }

    private static boolean hasNoOtherNumber(List<List<String>> rows, List<Integer> times, int column) {
        int width = rows.isEmpty() ? 0 : rows.get(0).size();
        for (int i = 0; i < width; i++) {
            if (i != column && !times.contains(i) && share(rows, i, Layout::isNumber) > MOST) {
                return false;
            }
        }
        return true;
    }

    /** The column of dates with times, or one of dates and one of times of day. */
    private static List<Integer> times(List<Fields.Row> records, List<ColumnName> names, List<List<String>> rows)
            throws UnreadableTableException {
        int date = date(names, rows, true);
        date = date < 0 ? date(names, rows, false) : date;
        if (date < 0) {
            throw refusal(records);
        }
        boolean whole = share(rows, date, Layout::isMoment) > MOST;
        int clock = clock(names, rows, date);
        return whole || clock < 0 ? List.of(date) : List.of(date, clock);
    }

    /** Named as a time, or written as one; a bare number only where nothing else is one. */
    private static int date(List<ColumnName> names, List<List<String>> rows, boolean sure) {
        int found = -1;
        for (int i = 0; i < names.size() && found < 0; i++) {
            boolean named = names.get(i).meaning() == Meaning.TIME;
            boolean free = named || names.get(i).meaning() == Meaning.UNKNOWN;
            boolean written = share(rows, i, text -> isTime(text) && !isNumber(text)) > MOST;
            boolean time = sure
                    ? (named && share(rows, i, Layout::isTime) > 0) || written
                    : share(rows, i, Layout::isTime) > MOST;
            found = free && time ? i : found;
        }
        return found;
    }

    private static int clock(List<ColumnName> names, List<List<String>> rows, int date) {
        for (int i = 0; i < names.size(); i++) {
            boolean named = names.get(i).meaning() == Meaning.TIME;
            boolean free = named
                    || (names.get(i).meaning() == Meaning.UNKNOWN
                            && names.get(i).text().isEmpty());
            double share = share(rows, i, named ? text -> TimeText.clock(text).isPresent() : Layout::isClock);
            if (i != date && free && share > (named ? 0 : MOST)) {
                return i;
            }
        }
        return -1;
    }

    /** A date with a time of day; midnight alone, in a column of dates, says nothing. */
    private static boolean isMoment(String text) {
        return TimeText.of(text)
                .filter(TimeText::hasClock)
                .filter(time -> time.seconds() != 0)
                .isPresent();
    }

    private static boolean isClock(String text) {
        return TimeText.of(text).filter(time -> !time.hasDate()).isPresent();
    }

    private static boolean isNumber(String text) {
        return NumberForm.POINT.parse(text) != NumberForm.MALFORMED
                || NumberForm.COMMA.parse(text) != NumberForm.MALFORMED;
    }

    private interface Test {
        boolean holds(String text);
    }

    /** Of the cells that are not empty. */
    private static double share(List<List<String>> rows, int column, Test test) {
        List<String> cells = rows.stream()
                .filter(row -> row.size() > column && !NumberForm.isMissing(row.get(column)))
                .map(row -> row.get(column))
                .toList();
        return cells.isEmpty() ? 0 : cells.stream().filter(test::holds).count() / (double) cells.size();
    }

    private static boolean isEmpty(List<List<String>> rows, int column) {
        return rows.stream().noneMatch(row -> row.size() > column && !NumberForm.isMissing(row.get(column)));
    }

    /** The zone that the name of a column of times says. */
    Optional<ZoneId> zone() {
        return times.stream()
                .flatMap(column -> names.get(column).zone().stream())
                .findFirst();
    }

    /** A field of a row; empty where the row is too short. */
    static String cell(List<String> fields, int column) {
        return column < fields.size() ? fields.get(column) : "";
    }

    /** What a row says of whom it is; empty where no column does. */
    String sensorText(List<String> fields) {
        return sensor < 0 ? "" : cell(fields, sensor);
    }

    /** The time of a row; empty where it has none that can be read. */
    Optional<TimeText> time(List<String> fields) {
        Optional<TimeText> date = TimeText.of(cell(fields, times.get(0)));
        if (times.size() == 1) {
            return date.filter(TimeText::hasDate);
        }
        Optional<TimeText> clock = TimeText.clock(cell(fields, times.get(1)));
        return date.filter(TimeText::hasDate).flatMap(day -> clock.map(day::at));
    }
}
