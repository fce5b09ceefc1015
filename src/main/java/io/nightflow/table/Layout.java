package io.nightflow.table;

import io.nightflow.table.ColumnName.Meaning;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where things stand in a table, from its first rows: which character parts fields, which line names the columns, which
 * columns hold times, sensors and numbers.
 *
 * @param delimiter between fields.
 * @param header the line that names the columns; 0 for none.
 * @param firstRow the line of the first row of data.
 * @param names of the columns.
 * @param times the one or two columns of the time.
 * @param otherTimes columns of times that are not used.
 * @param sensor the column that names the sensor; -1 for none.
 * @param numbers the columns of numbers.
 * @param texts the columns of text beside them.
 * @param saidZone what a column of zones, or a line before the names, says of the zone; empty for nothing.
 */
record Layout(
        char delimiter,
        long header,
        long firstRow,
        List<ColumnName> names,
        List<Integer> times,
        List<Integer> otherTimes,
        int sensor,
        List<Integer> numbers,
        List<Integer> texts,
        Optional<String> saidZone) {
    private static final List<String> OURS = List.of("time", "sensor", "flow", "pressure", "quality");
    private static final char[] DELIMITERS = {';', '\t', '|', ','};

    /** The best of all delimiters, or the one that was given. */
    static Layout of(List<String> lines, TableOptions options) throws UnreadableTableException {
        if (lines.get(0).replace("\"", "").startsWith("#NAMES")) {
            throw new UnreadableTableException(
                    "is a dataset with its names and types in lines of their own (#NAMES): write one"
                            + " line of names and the rows below it");
        }
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
                .anyMatch(each -> each.fields().stream()
                                .skip(1)
                                .filter(SampleColumns::isTime)
                                .count()
                        >= 3);
        boolean named = records.get(records.size() - 1).fields().stream()
                .anyMatch(field -> ColumnName.of(field).meaning() == Meaning.TIME);
        if (named) {
            return new UnreadableTableException("has a line of names and no row");
        }
        boolean counted = records.stream()
                .flatMap(each -> each.fields().stream().limit(2))
                .anyMatch(Layout::isDayOf1900);
        if (counted) {
            return new UnreadableTableException(
                    "has times as a spreadsheet counts them, days since 1900 such as 46094.25: give"
                            + " that column the format yyyy-mm-dd hh:mm and save it again");
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

    private static Layout roles(
            char delimiter,
            List<Fields.Row> records,
            int header,
            int first,
            List<ColumnName> names,
            List<List<String>> rows)
            throws UnreadableTableException {
        SampleColumns cells = new SampleColumns(rows);
        TimeColumns found = TimeColumns.of(names, cells).orElseThrow(() -> refusal(records));
        List<Integer> times = found.used();
        List<Integer> otherTimes = found.others();
        int sensor = sensor(names, cells, times, header);
        List<Integer> numbers = new ArrayList<>();
        List<Integer> texts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean unnamed = header >= 0 && names.get(i).text().isEmpty();
            boolean value =
                    names.get(i).meaning() == Meaning.FLOW || names.get(i).meaning() == Meaning.PRESSURE;
            boolean number =
                    (cells.share(i, SampleColumns::isNumber) > (value ? 0 : SampleColumns.MOST) || cells.isEmpty(i))
                            && !isOurLabel(names, i)
                            && !areMetres(names.get(i), cells, i);
            if (!times.contains(i) && !otherTimes.contains(i) && i != sensor && !unnamed) {
                if (number) {
                    numbers.add(i);
                } else {
                    texts.add(i);
                }
            }
        }
        return new Layout(
                delimiter,
                header < 0 ? 0 : records.get(header).line(),
                records.get(first).line(),
                names,
                times,
                otherTimes,
                sensor,
                numbers,
                texts,
                SaidZone.of(records.subList(0, first), names, cells));
    }

    /** What we have exported ourselves is minutes, however far apart they lie; behind its columns may stand labels. */
    boolean isOurs() {
        return isOurs(names);
    }

    private static boolean isOurs(List<ColumnName> names) {
        List<String> texts = names.stream().map(ColumnName::text).toList();
        boolean hasLabels =
                texts.size() == OURS.size() + 1 && texts.get(OURS.size()).startsWith("label");
        return (hasLabels ? texts.subList(0, OURS.size()) : texts).equals(OURS);
    }

    private static boolean isOurLabel(List<ColumnName> names, int column) {
        return column == OURS.size() && isOurs(names);
    }

    /** Depths and heights; metres of water only where the name says pressure. */
    private static boolean areMetres(ColumnName name, SampleColumns cells, int column) {
        return name.meaning() != Meaning.PRESSURE
                && cells.areMost(column, cell -> NumberCell.of(cell).unit().equalsIgnoreCase("m"));
    }

    /** Of columns that may name the sensor the one that names most; where nothing is named, the first of text. */
    private static int sensor(List<ColumnName> names, SampleColumns cells, List<Integer> times, int header) {
        int best = -1;
        long most = 0;
        for (int i = 0; i < names.size(); i++) {
            boolean named = names.get(i).meaning() == Meaning.SENSOR;
            boolean plain = header < 0
                    && names.get(i).text().isEmpty()
                    && !cells.areMost(i, SampleColumns::isNumber)
                    && !cells.areMost(i, SampleColumns::isTime);
            long distinct = cells.distinct(i);
            boolean isOnlyNumber = cells.areMost(i, SampleColumns::isNumber) && hasNoOtherNumber(cells, times, i);
            boolean better = distinct > most || (distinct == most && rank(names, i) > rank(names, best));
            if (!times.contains(i) && (named || plain) && !isOnlyNumber && distinct > 0 && better) {
                best = i;
                most = distinct;
            }
        }
        return best;
    }

    /** A word for the meter says more than one for its place, its owner, or what it measures. */
    private static int rank(List<ColumnName> names, int column) {
        return column < 0 ? -1 : ColumnWords.isOfMeter(names.get(column).text()) ? 1 : 0;
    }

    private static boolean hasNoOtherNumber(SampleColumns cells, List<Integer> times, int column) {
        return IntStream.range(0, cells.width())
                .noneMatch(i -> i != column && !times.contains(i) && cells.areMost(i, SampleColumns::isNumber));
    }

    /** From 2000 to 2070, with parts of a day. */
    private static boolean isDayOf1900(String text) {
        return text.matches("(3[7-9]|[45]\\d|6[01])\\d{3}[.,]\\d+");
    }

    /** Whether a row is the line of names once more, as where files were put together. */
    boolean isNames(List<String> row) {
        for (int i = 0; i < names.size(); i++) { // a unit from below may have been added to a name
            if (i >= row.size() || !names.get(i).text().startsWith(row.get(i).strip())) {
                return false;
            }
        }
        return header > 0;
    }

    /** Whether a line of units says those that the columns have. */
    boolean hasUnits(List<String> row) {
        return IntStream.range(0, Math.min(row.size(), names.size()))
                .allMatch(i -> names.get(i).text().contains(NameLine.bare(row.get(i))));
    }

    boolean hasOtherText() {
        return !texts.isEmpty();
    }

    /** A zone that the name of a column of times has, and that may or may not be turned in summer. */
    Optional<String> someZone() {
        return times.stream()
                .flatMap(column -> names.get(column).someZone().stream())
                .findFirst();
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
            return date.filter(TimeText::hasDate).filter(TimeText::isOfMeters);
        }
        Optional<TimeText> clock = TimeText.clock(cell(fields, times.get(1)));
        return date.filter(TimeText::hasDate).flatMap(day -> clock.map(day::at));
    }
}
