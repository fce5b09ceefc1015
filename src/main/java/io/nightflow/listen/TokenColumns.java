package io.nightflow.listen;

import io.nightflow.listen.LineToken.Kind;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.Unit;
import io.nightflow.table.ValueHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Lines of one form, piece by piece: which piece is the sensor, the time, the flow, the pressure, the register. */
final class TokenColumns {
    private static final Pattern ID =
            Pattern.compile("(?:sensor|meter|device)?_?(?:id|serial|sn)|sensor", Pattern.CASE_INSENSITIVE);
    private static final Pattern ANOTHER =
            Pattern.compile("max|min|target|prev|last|avg|mean|limit|alarm|temp|batt", Pattern.CASE_INSENSITIVE);
    private static final Pattern ANYTHING = Pattern.compile("\\{\\*}");
    private static final int ANYTHING_MAX = 4;
    private static final int TIME_DIGITS_MIN = 10;
    private static final int ID_DIGITS_MIN = 5;
    private static final int RISES_MIN = 3;
    private static final double PRESSURE_MAX = 25;
    private static final double REGISTER_MIN = 100;
    private static final double SURE_MIN = 1_000;
    private static final int SERIAL_DIGITS_MIN = 7;

    private final List<List<LineToken>> rows;
    private final String[] names;

    TokenColumns(List<List<LineToken>> rows) {
        this.rows = rows;
        this.names = new String[rows.get(0).size()];
        nameTime();
        nameSensor();
        nameHinted();
        nameOthers();
    }

    private int size() {
        return names.length;
    }

    private Kind kind(int column) {
        return rows.get(0).get(column).kind();
    }

    private String text(int column) {
        return rows.get(0).get(column).text();
    }

    private boolean isConstant(int column) {
        return rows.stream().allMatch(row -> row.get(column).text().equals(text(column)));
    }

    private void nameTime() {
        IntStream.range(0, size())
                .filter(column -> kind(column) == Kind.TIME)
                .findFirst()
                .ifPresent(column -> names[column] = "{time}");
    }

    /** A word that changes from line to line; else one that is no label and no unit; else a long number that stays. */
    private void nameSensor() {
        OptionalInt found = IntStream.range(0, size())
                .filter(column -> names[column] == null && isLabelledId(column))
                .findFirst();
        if (found.isEmpty()) {
            found = first(Kind.WORD, column -> !isConstant(column) && !isUnit(column));
        }
        if (found.isEmpty()) {
            found = first(Kind.WORD, this::looksLikeName);
        }
        if (found.isEmpty()) {
            found = first(
                    Kind.NUMBER,
                    column -> text(column).matches("\\d+") && (isNamed(column, ValueHint.SENSOR) || isSerial(column)));
        }
        found.ifPresent(column -> names[column] = "{sensor}");
    }

    private boolean isLabelledId(int column) {
        boolean isId =
                label(column).filter(label -> ID.matcher(label).matches()).isPresent();
        return isId && (kind(column) == Kind.WORD || text(column).matches("\\d+"));
    }

    /** Long, and the same in each line or one of a few. */
    private boolean isSerial(int column) {
        long distinct =
                rows.stream().map(row -> row.get(column).text()).distinct().count();
        boolean isConstant = distinct == 1 && text(column).length() >= ID_DIGITS_MIN;
        boolean isOneOfFew = distinct < rows.size() && text(column).length() >= SERIAL_DIGITS_MIN;
        return (isConstant || isOneOfFew) && hint(column) == ValueHint.NONE && !isRegister(column);
    }

    private boolean looksLikeName(int column) {
        String word = text(column);
        boolean hasMark = word.matches(".*[\\d_-].*") && word.matches("[A-Za-z0-9_.-]{2,32}");
        return hasMark && !isUnit(column) && ValueHint.of(word) == ValueHint.NONE && !isLabel(column);
    }

    /** Something such as = or : follows, or a number at once. */
    private boolean isLabel(int column) {
        boolean quoted = column + 2 < size()
                && text(column + 1).equals("\"")
                && text(column + 2).equals(":");
        return quoted || (column + 1 < size() && (text(column + 1).matches("[=:]") || kind(column + 1) == Kind.NUMBER));
    }

    private boolean isUnit(int column) {
        return Unit.find(text(column)).isPresent()
                || RegisterUnit.find(text(column)).isPresent();
    }

    private boolean isNamed(int column, ValueHint hint) {
        return label(column).map(ValueHint::of).filter(hint::equals).isPresent();
    }

    private OptionalInt first(Kind kind, Predicate<Integer> rule) {
        return IntStream.range(0, size())
                .filter(column -> kind(column) == kind && names[column] == null && rule.test(column))
                .findFirst();
    }

    private void nameHinted() {
        for (int column = 0; column < size(); column++) {
            if (kind(column) == Kind.NUMBER && names[column] == null) {
                name(column, hint(column));
            }
        }
    }

    private void name(int column, ValueHint hint) {
        String name = switch (hint) {
            case FLOW -> "{flow}";
            case PRESSURE -> "{pressure}";
            case TOTAL -> "{total}";
            default -> "";
        };
        if (!name.isEmpty() && !has(name)) {
            names[column] = name;
        }
    }

    private boolean has(String name) {
        return IntStream.range(0, size()).anyMatch(column -> name.equals(names[column]));
    }

    /** Nothing says what they are: what only rises is a register, the first of the others flow, a small one pressure. */
    private void nameOthers() {
        for (int column = 0; column < size(); column++) {
            boolean open = kind(column) == Kind.NUMBER && names[column] == null && hint(column) == ValueHint.NONE;
            if (open && isRegister(column) && !isOfAnother(column) && !isTimeLike(column)) {
                name(column, ValueHint.TOTAL);
            }
        }
        for (int column = 0; column < size(); column++) {
            boolean open = kind(column) == Kind.NUMBER && names[column] == null && hint(column) == ValueHint.NONE;
            open &= !isNoValue(column);
            if (open && !has("{flow}") && !has("{pressure}")) {
                name(column, ValueHint.FLOW);
            } else if (open && has("{flow}") && values(column).allMatch(value -> value >= 0 && value <= PRESSURE_MAX)) {
                name(column, ValueHint.PRESSURE);
            }
        }
    }

    /** A serial number, a time, a constant: none that flow or pressure can be. */
    private boolean isNoValue(int column) {
        boolean isWhole = rows.stream().allMatch(row -> row.get(column).text().matches("\\d+"));
        boolean isLong = isWhole && text(column).length() >= SERIAL_DIGITS_MIN;
        boolean isCode = isWhole
                && rows.size() >= RISES_MIN
                && isConstant(column)
                && !text(column).matches("0+");
        return isLong || isCode || isOfAnother(column);
    }

    /** More digits than a register has, such as 2603011000. */
    private boolean isTimeLike(int column) {
        return text(column).matches("\\d{" + TIME_DIGITS_MIN + ",}");
    }

    /** With a unit that nothing is stored in. */
    private boolean isOfAnother(int column) {
        return column + 1 < size() && text(column + 1).matches("°|%|V|mV|mA|dBm|C|°C|K|dB");
    }

    private boolean isRegister(int column) {
        double[] values = values(column).toArray();
        int rises = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                return false;
            }
            rises += values[i] > values[i - 1] ? 1 : 0;
        }
        boolean rose = rises >= RISES_MIN || (rises == values.length - 1 && rises > 1 && values[0] >= SURE_MIN);
        return rose && values[0] >= REGISTER_MIN;
    }

    private DoubleStream values(int column) {
        return rows.stream()
                .mapToDouble(row -> Double.parseDouble(row.get(column).text().replace(',', '.')));
    }

    /** By the unit behind a number, or the label before it. */
    private ValueHint hint(int column) {
        Optional<String> unit = unit(column);
        Optional<ValueHint> byUnit = unit.flatMap(Unit::find)
                .map(each -> each.quantity() == Quantity.FLOW ? ValueHint.FLOW : ValueHint.PRESSURE);
        return byUnit.or(() -> unit.flatMap(RegisterUnit::find).map(each -> ValueHint.TOTAL))
                .filter(hint -> !isAnother(column))
                .or(() -> label(column).map(label -> isAnother(column) ? ValueHint.OTHER : ValueHint.of(label)))
                .orElse(ValueHint.NONE);
    }

    /** The highest, the one before, a target: not what flows now. */
    private boolean isAnother(int column) {
        return label(column).filter(label -> ANOTHER.matcher(label).find()).isPresent();
    }

    private Optional<String> unit(int column) {
        int next = column + 1;
        while (next < size() && text(next).equals(" ")) {
            next++;
        }
        return next < size() && kind(next) == Kind.WORD ? Optional.of(text(next)) : Optional.empty();
    }

    private Optional<String> label(int column) {
        int before = column - 1;
        while (before >= 0 && text(before).matches("[=: \"']")) {
            before--;
        }
        return before >= 0 && kind(before) == Kind.WORD ? Optional.of(text(before)) : Optional.empty();
    }

    /** The units of the lines, as columns of the list of sensors. */
    String units() {
        List<String> units = new ArrayList<>();
        for (int column = 0; column < size(); column++) {
            String text = unit(column).orElse("");
            String name = names[column] == null ? "" : names[column];
            Optional<Unit> flowing = Unit.find(text);
            Optional<RegisterUnit> counted = RegisterUnit.find(text);
            if (name.equals("{flow}") && flowing.isPresent() && flowing.get() != Unit.M3_PER_HOUR) {
                units.add("flow-unit " + flowing.get().symbol());
            } else if (name.equals("{pressure}") && flowing.isPresent() && flowing.get() != Unit.BAR) {
                units.add("pressure-unit " + flowing.get().symbol());
            } else if (name.equals("{total}")
                    && counted.isPresent()
                    && counted.get().m3() != 1) {
                units.add("total-unit " + counted.get().symbol());
            }
        }
        return String.join(", ", units);
    }

    /** What stays the same stands for itself, what changes and has no name is anything. */
    String pattern() {
        String whole = pattern(false);
        return ANYTHING.splitAsStream(whole + " ").count() - 1 > ANYTHING_MAX ? pattern(true) : whole;
    }

    /** Shortly, all that lies between two names is one thing. */
    private String pattern(boolean shortly) {
        StringBuilder pattern = new StringBuilder();
        boolean any = false;
        for (int column = 0; column < size(); column++) {
            if (names[column] != null) {
                pattern.append(names[column]);
                any = false;
            } else if (kind(column) == Kind.NUMBER || kind(column) == Kind.ANY || !isConstant(column)) {
                pattern.append(text(column).startsWith("*") ? "*" : "").append(any ? "" : "{*}");
                any = true;
            } else if (!any || !shortly || isBeforeName(column)) {
                pattern.append(text(column));
                any = false;
            }
        }
        return pattern.toString();
    }

    /** The last mark before a name closes what may be anything. */
    private boolean isBeforeName(int column) {
        return column + 1 < size() && names[column + 1] != null;
    }
}
