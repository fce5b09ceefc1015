package io.nightflow.table;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.Unit;
import io.nightflow.table.ColumnName.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which line names the columns, what stands before it, units below it, and where the data begin. */
final class NameLine {
    private static final Pattern UNITS = Pattern.compile(
            "\\b(?:units?|einheit|unité|unidad|unità|eenheid)\\b[^:=]{0,20}[:=]\\s*(\\S{1,16})",
            Pattern.CASE_INSENSITIVE);

    private NameLine() {}

    /** The first row that is wide enough and has a time with a date in it, after the line of names where there is one. */
    static int firstRow(List<Fields.Row> records, int width) {
        int from = 0;
        for (int i = 0; i < records.size() && from == 0; i++) {
            from = records.get(i).fields().size() >= width - 1 && isHeader(records.get(i)) ? i + 1 : 0;
        }
        for (int i = from; i < records.size(); i++) {
            if (isData(records.get(i), width)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isHeader(Fields.Row record) {
        return record.fields().size() >= 2
                && record.fields().stream()
                        .anyMatch(field -> ColumnName.of(field).meaning() == Meaning.TIME
                                || ColumnName.of(field).meaning() == Meaning.SENSOR)
                && record.fields().stream().filter(SampleColumns::isTime).count() < 2;
    }

    private static boolean isData(Fields.Row record, int width) {
        List<String> fields = record.fields();
        return fields.size() >= width - 1
                && fields.size() >= 2
                && fields.stream().anyMatch(SampleColumns::isTime)
                && fields.stream().filter(SampleColumns::isTime).count() <= 3;
    }

    /** The first line that names a time or a sensor; where none does, the one before the data, if it names anything. */
    static int of(List<Fields.Row> records, int first, int width) {
        for (int i = 0; i < first; i++) {
            if (records.get(i).fields().size() >= width - 1 && isHeader(records.get(i))) {
                return i;
            }
        }
        boolean any = first > 0
                && records.get(first - 1).fields().size() >= 2
                && !records.get(first - 1).fields().get(0).startsWith("#");
        return any ? first - 1 : -1;
    }

    /**
     * A line of units between the names and the data says them for names that have none, and what is no unit there is one that is
     * not known; so do units beside the numbers.
     */
    private static String withUnit(String name, List<Fields.Row> records, int header, int first, int column) {
        for (int i = header + 1; header >= 0 && i < first; i++) {
            List<String> units = records.get(i).fields();
            if (isOfUnits(units) && !Layout.cell(units, column).isBlank()) {
                return withUnit(name, bare(units.get(column)));
            }
        }
        String beside = unitOfCells(records.subList(first, records.size()), column);
        return header < 0 ? name : withUnit(name, beside.isEmpty() ? unitBefore(name, records, header) : beside);
    }

    /** {@code # Value units: L/s} before the names, where it is of what the column holds. */
    private static String unitBefore(String name, List<Fields.Row> records, int header) {
        Meaning meaning = ColumnName.of(name).meaning();
        return records.subList(0, header).stream()
                .map(row -> UNITS.matcher(String.join(" ", row.fields())))
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .filter(unit -> (meaning != Meaning.PRESSURE
                                && Unit.find(Quantity.FLOW, unit).isPresent())
                        || (meaning != Meaning.FLOW
                                && Unit.find(Quantity.PRESSURE, unit).isPresent()))
                .filter(unit -> meaning == Meaning.FLOW || meaning == Meaning.PRESSURE || meaning == Meaning.UNKNOWN)
                .findFirst()
                .orElse("");
    }

    /** Whether at least one field is a unit, and none a number. */
    static boolean isOfUnits(List<String> fields) {
        return fields.stream().anyMatch(field -> NumberCell.isUnit(bare(field)))
                && fields.stream().noneMatch(field -> !field.isBlank() && SampleColumns.isNumber(field));
    }

    static String bare(String unit) {
        return unit.strip().replaceAll("^[\\[(]|[\\])]$", "");
    }

    private static String unitOfCells(List<Fields.Row> rows, int column) {
        return rows.stream()
                .map(row -> NumberCell.of(Layout.cell(row.fields(), column)).unit())
                .filter(unit -> !unit.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String withUnit(String name, String unit) {
        ColumnName said = ColumnName.of(name);
        boolean has = said.unit().isPresent() || said.register().isPresent();
        boolean isDepth = unit.equalsIgnoreCase("m") && said.meaning() != Meaning.PRESSURE;
        return unit.isEmpty() || has || isDepth ? name : name + " [" + unit + "]";
    }

    static List<ColumnName> names(List<Fields.Row> records, int header, int first, int width, TableOptions options)
            throws UnreadableTableException {
        List<String> names = !options.columns().isEmpty()
                ? options.columns()
                : header < 0 ? List.of() : records.get(header).fields();
        if (options.columns().isEmpty() && header >= 0 && names.size() < width) {
            throw new UnreadableTableException("has " + names.size() + " names of columns and " + width
                    + " fields in a row: name all by --columns, or put decimal commas into quotes");
        }
        List<String> said = options.columns().isEmpty() ? withSecondLine(names, records, header, first) : names;
        List<ColumnName> all = new ArrayList<>();
        for (int i = 0; i < Math.max(width, said.size()); i++) {
            String name = i < said.size() ? pointed(said.get(i), said) : "";
            all.add(ColumnName.of(i < said.size() ? withUnit(name, records, header, first, i) : ""));
        }
        return all;
    }

    /** Names over several columns, and below them what each of these holds: {@code ;North;;South;} over {@code ;flow;pressure;..}. */
    private static List<String> withSecondLine(List<String> names, List<Fields.Row> records, int header, int first) {
        List<String> below =
                header >= 0 && first == header + 2 ? records.get(header + 1).fields() : List.of();
        boolean says = below.stream().anyMatch(NameLine::isQuantity) && !isOfUnits(below);
        if (!says) {
            return names;
        }
        List<String> all = new ArrayList<>();
        String over = "";
        for (int i = 0; i < names.size(); i++) {
            over = names.get(i).isBlank() ? over : names.get(i).strip();
            String own = Layout.cell(below, i).strip();
            all.add(own.isEmpty() ? names.get(i) : over + " " + own);
        }
        return all;
    }

    private static boolean isQuantity(String field) {
        Meaning meaning = ColumnName.of(field).meaning();
        return meaning == Meaning.FLOW || meaning == Meaning.PRESSURE || meaning == Meaning.TOTAL;
    }

    /** Q1 is a flow and P1 a pressure where both are there; alone they are names of points. */
    private static String pointed(String name, List<String> all) {
        String bare = name.strip();
        boolean pointed = bare.matches("[QqPp]\\d{1,3}");
        String other = pointed ? (bare.toLowerCase(Locale.ROOT).charAt(0) == 'q' ? "p" : "q") + bare.substring(1) : "";
        boolean paired = pointed && all.stream().anyMatch(each -> each.strip().equalsIgnoreCase(other));
        return paired ? bare.charAt(0) + " " + bare.substring(1) : name;
    }
}
