package io.nightflow.table;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a table says of the zone of its times beside the names of their columns: {@code # Time zone: UTC}, or a column tz. */
final class SaidZone {
    private static final Set<String> COLUMNS = Set.of("timezone", "tz", "utcoffset", "시간대");
    private static final Pattern LINE = Pattern.compile(
            "(?:time ?zone|zeitzone|fuso orario|zona horaria|시간대)[^:=,;]{0,20}[:=,;\\s]\\s*\\(?([A-Za-z0-9/_+:-]{1,40}(?:\\)\\s*\\p{L}.*)?)",
            Pattern.CASE_INSENSITIVE);

    private SaidZone() {}

    /** The column that names the zone of each row; -1 for none. */
    static int column(List<ColumnName> names) {
        return IntStream.range(0, names.size())
                .filter(i -> COLUMNS.contains(
                        names.get(i).text().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "")))
                .findFirst()
                .orElse(-1);
    }

    static Optional<String> of(List<Fields.Row> before, List<ColumnName> names, SampleColumns cells) {
        int column = column(names);
        Optional<String> said = column < 0
                ? Optional.empty()
                : Optional.of(
                        cells.distinct(column) == 1
                                ? cells.rows().get(0).get(column).strip()
                                : "several zones");
        return said.or(() -> before.stream()
                .map(row -> LINE.matcher(String.join(" ", row.fields())))
                .filter(Matcher::find)
                .map(line -> line.group(1).replaceFirst("\\).*", " and places"))
                .findFirst());
    }

    /** Empty where it names none, or one that may be turned in summer or not. */
    static Optional<ZoneId> parse(String text) {
        try {
            return Optional.of(ZoneId.of(text.equals("KST") || text.equals("JST") ? "+09:00" : text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
