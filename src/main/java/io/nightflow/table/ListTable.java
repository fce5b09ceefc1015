package io.nightflow.table;

import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list that people keep in a spreadsheet, understood as a table of readings is: its delimiter, its header wherever it stands
 * and whatever its columns are called, units in their names, decimal signs, words for nothing.
 *
 * <pre>
 * District;Meter;Sign;Factor          zone,sensor,sign,factor
 * town;a;+1;0,5                       town,a,+1,0.5
 * </pre>
 */
public final class ListTable {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final int HEADER_WITHIN = 20;
    private static final MathContext PLACES = new MathContext(12); // 10.5 L/s are 37.8 m3/h
    private static final Pattern IN_BRACKETS = Pattern.compile("^(.*?)\\s*[\\[(]\\s*([^\\])]{1,16})\\s*[\\])]\\s*$");

    private static final Set<String> NAMES = Set.of("sensor", "zone"); // in Latin letters, as in a table of readings

    private final List<String> lines;
    private final ListColumns known;
    private final char delimiter;
    private final int header;
    private final List<Named> columns;
    private final NumberForm numbers;
    private boolean mayGroup;

    /** A column, by our name where it is known, and the unit that its name has. */
    private record Named(String name, Optional<Unit> unit) {}

    private ListTable(List<String> lines, ListColumns known) {
        this.lines = lines;
        this.known = known;
        delimiter = DELIMITERS.stream()
                .max(Comparator.comparingLong((Character each) -> known(headerOf(each), each))
                        .thenComparing(each -> fields(firstContent(), each).size()))
                .orElse(',');
        header = headerOf(delimiter);
        columns = header < lines.size()
                ? fields(header, delimiter).stream().map(this::named).toList()
                : List.of();
        numbers = numbers();
    }

    /**
     * The lines with our names of the columns, commas and plain decimals; each stays where it stands, what is before the header
     * is left out.
     */
    public static List<String> plain(List<String> lines, ListColumns known) {
        return new ListTable(lines, known).plain();
    }

    /** Whether a line is neither blank nor a comment. */
    public static boolean isContent(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }

    private List<String> plain() {
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean content = isContent(lines.get(i));
            plain.add(!content ? lines.get(i) : i < header ? "" : plain(i));
        }
        return plain;
    }

    private String plain(int line) {
        if (line == header) {
            return String.join(",", columns.stream().map(Named::name).toList());
        }
        List<String> fields = fields(line, delimiter);
        if (used(fields) == 0) {
            return "";
        }
        int width = Math.max(used(fields), Math.min(columns.size(), fields.size()));
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            plain.add(i < columns.size() ? cell(columns.get(i), fields.get(i)) : fields.get(i));
        }
        return TableLine.of(plain);
    }

    private String cell(Named column, String text) {
        if (!known.isNumber(column.name())) {
            boolean isForeign = NAMES.contains(column.name()) && text.chars().anyMatch(c -> c > 0x7F);
            return isForeign ? ColumnName.sensor(text).map(SensorId::text).orElse(text) : text;
        }
        double value = numbers.parse(text);
        if (mayGroup && text.indexOf('.') >= 0) {
            return text + " (a thousand or one and a bit: write 1500 or 1.50)";
        }
        if (value == NumberForm.MALFORMED || text.isEmpty()) {
            return text.replace(',', ' ');
        }
        return Double.isNaN(value)
                ? ""
                : BigDecimal.valueOf(
                                column.unit().map(unit -> unit.toStored(value)).orElse(value))
                        .round(PLACES)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private Named named(String text) {
        Optional<String> name = known.find(text);
        Matcher unit = IN_BRACKETS.matcher(text);
        if (name.isPresent() || !unit.matches()) {
            return new Named(name.orElse(text), Optional.empty());
        }
        Optional<String> bare = known.find(unit.group(1));
        Optional<Unit> found = bare.flatMap(known::quantity).flatMap(each -> Unit.find(each, unit.group(2)));
        return found.isPresent() ? new Named(bare.orElse(text), found) : new Named(text, found);
    }

    /** A decimal comma where the numbers say so, or where commas do not part fields and nothing speaks against it. */
    private NumberForm numbers() {
        NumberForm.Evidence evidence = new NumberForm.Evidence();
        for (int i = header + 1; i < lines.size(); i++) {
            List<String> fields = isContent(lines.get(i)) ? fields(i, delimiter) : List.of();
            for (int k = 0; k < Math.min(fields.size(), columns.size()); k++) {
                if (known.isNumber(columns.get(k).name())) {
                    evidence.look(fields.get(k));
                }
            }
        }
        mayGroup = delimiter != ',' && evidence.mayGroupByPoint();
        return evidence.isComma() || (delimiter != ',' && evidence.isOpen()) ? NumberForm.COMMA : NumberForm.POINT;
    }

    /** The line of the first lines that names most columns, the earliest of them; the first line where none names any. */
    private int headerOf(char each) {
        int first = firstContent();
        int best = first;
        for (int i = first; i < Math.min(lines.size(), first + HEADER_WITHIN); i++) {
            boolean better = known(i, each) > Math.max(1, known(best, each)) || known(best, each) == 0;
            best = isContent(lines.get(i)) && better && known(i, each) > 0 ? i : best;
        }
        return best;
    }

    private long known(int line, char each) {
        return line < lines.size()
                ? known.known(fields(line, each).stream()
                        .map(this::named)
                        .map(Named::name)
                        .toList())
                : 0;
    }

    private int firstContent() {
        int first = 0;
        while (first < lines.size() && !isContent(lines.get(first))) {
            first++;
        }
        return first;
    }

    private List<String> fields(int line, char each) {
        if (line >= lines.size()) {
            return List.of();
        }
        List<String> fields = TableLine.fields(lines.get(line), each).stream()
                .map(String::strip)
                .toList();
        return line == header ? fields.subList(0, used(fields)) : fields;
    }

    /** Up to which column something stands in it. */
    private static int used(List<String> fields) {
        int last = fields.size();
        while (last > 0 && fields.get(last - 1).isBlank()) {
            last--;
        }
        return last;
    }
}
