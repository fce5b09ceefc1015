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
            "(?:time ?zone|zeitzone|fuso orario|zona horaria|시간대)[^:=,;]{0,20}[:=,;\\s]\\s*\\(?([A-Za-z0-9/_+:-]{1,40})",
            Pattern.CASE_INSENSITIVE);

    private SaidZone() {}

    static Optional<String> of(List<Fields.Row> before, List<ColumnName> names, SampleColumns cells) {
        Optional<String> column = IntStream.range(0, names.size())
                .filter(i -> COLUMNS.contains(
                        names.get(i).text().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "")))
                .mapToObj(
                        i -> cells.distinct(i) == 1 ? cells.rows().get(0).get(i).strip() : "several zones")
                .findFirst();
        return column.or(() -> before.stream()
                .map(row -> LINE.matcher(String.join(" ", row.fields())))
                .filter(Matcher::find)
                .map(line -> line.group(1))
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
