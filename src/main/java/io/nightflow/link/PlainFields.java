package io.nightflow.link;

import io.nightflow.reading.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a line that is written as plainly as its pattern, found without an expression, which costs ten times as much: no
 * blanks around a number, no sign but minus, no exponent, a decimal point. Of any other line it says nothing.
 */
final class PlainFields {
    private static final Pattern NAME = Pattern.compile("\\{(sensor|flow|pressure|total|time)}");
    private static final int SENSOR_MAX = 32;
    private static final int PART_MAX = 12;
    private static final int DIGITS_MAX = 15;
    private static final int TIME_MIN = 4;
    private static final int TIME_MAX = 45;

    private final List<String> names;
    private final List<String> literals;

    /**
     * What a line says.
     *
     * @param flow in the unit of the line; NaN where the pattern has none, and so for the others.
     */
    record Fields(String sensor, double flow, double pressure, double total, String time) {}

    private PlainFields(List<String> names, List<String> literals) {
        this.names = names;
        this.literals = literals;
    }

    /** For a pattern; empty where what follows a field could be a part of it. */
    static Optional<PlainFields> of(String pattern) {
        List<String> names = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        Matcher found = NAME.matcher(pattern);
        int end = 0;
        while (found.find()) {
            literals.add(pattern.substring(end, found.start()));
            names.add(found.group(1));
            end = found.end();
        }
        literals.add(pattern.substring(end));
        boolean parted = literals.stream().noneMatch(literal -> literal.contains("{"));
        for (int i = 1; i < literals.size(); i++) {
            String behind = literals.get(i);
            boolean isLast = i == literals.size() - 1;
            parted &= behind.isEmpty() ? isLast : parts(behind.charAt(0));
        }
        return parted ? Optional.of(new PlainFields(List.copyOf(names), List.copyOf(literals))) : Optional.empty();
    }

    /** Whether a character can stand in no name and no number. */
    private static boolean parts(char c) {
        return c > ' ' && c < 127 && !isOfName(c) && c != '+';
    }

    /**
     * What the line says; null where it is not that plain.
     *
     * @param lastTime of the line before, which is the same object in the fields where the line says the same.
     */
    @Nullable
    Fields split(String line, String lastTime) {
        if (!line.startsWith(literals.get(0))) {
            return null;
        }
        String sensor = "";
        String time = "";
        double[] numbers = {Double.NaN, Double.NaN, Double.NaN};
        int at = literals.get(0).length();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String behind = literals.get(i + 1);
            int end = behind.isEmpty() ? line.length() : line.indexOf(behind, name.equals("time") ? at + TIME_MIN : at);
            if (end <= at) {
                return null;
            }
            switch (name) {
                case "sensor" -> {
                    if (!isName(line, at, end)) {
                        return null;
                    }
                    sensor = line.substring(at, end);
                }
                case "time" -> {
                    if (!isTime(line, at, end)) {
                        return null;
                    }
                    boolean isSame = lastTime.length() == end - at && line.startsWith(lastTime, at);
                    time = isSame ? lastTime : line.substring(at, end);
                }
                default -> {
                    if (!isNumber(line, at, end)) {
                        return null;
                    }
                    numbers[name.equals("flow") ? 0 : name.equals("pressure") ? 1 : 2] = Decimal.parse(line, at, end);
                }
            }
            at = end + behind.length();
        }
        return at == line.length() ? new Fields(sensor, numbers[0], numbers[1], numbers[2], time) : null;
    }

    private static boolean isName(String line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isOfName(line.charAt(i))) {
                return false;
            }
        }
        return to - from <= SENSOR_MAX;
    }

    private static boolean isOfName(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNumber(String line, int from, int to) {
        int first = line.charAt(from) == '-' ? from + 1 : from;
        int point = -1;
        for (int i = first; i < to; i++) {
            if (line.charAt(i) == '.' && point < 0) {
                point = i;
            } else if (!isDigit(line.charAt(i))) {
                return false;
            }
        }
        int whole = (point < 0 ? to : point) - first;
        int part = point < 0 ? 0 : to - point - 1;
        return whole > 0
                && whole <= PART_MAX
                && (point < 0 || part > 0)
                && part <= PART_MAX
                && whole + part <= DIGITS_MAX;
    }

    private static boolean isTime(String line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line.charAt(i) < ' ' || line.charAt(i) > '~') {
                return false;
            }
        }
        return to - from >= TIME_MIN
                && to - from <= TIME_MAX
                && isDigit(line.charAt(from))
                && line.charAt(to - 1) != ' ';
    }
}
