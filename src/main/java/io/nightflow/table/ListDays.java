package io.nightflow.table;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of days, such as holidays: the day in any form and column, its name beside it, or {@code 12-25} for every year. */
public final class ListDays {
    private static final String EVERY_YEAR = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    private ListDays() {}

    /**
     * The lines with their day first, {@code 2026-04-06,Easter Monday}; what cannot be read stays as it stands, so does a comment; a
     * first line without a day is a header and left out.
     *
     * @throws UnreadableTableException day and month cannot be told apart.
     */
    public static List<String> plain(List<String> lines) throws UnreadableTableException {
        TimeEvidence evidence = new TimeEvidence(ZoneOffset.UTC);
        lines.stream().map(ListDays::day).forEach(day -> day.ifPresent(evidence::look));
        Optional<DateOrder> order = evidence.order();
        if (order.isEmpty()) {
            throw new UnreadableTableException("has days that may be day/month or month/day: write them as 2026-04-06");
        }
        List<String> plain = new ArrayList<>();
        boolean header = true;
        for (String line : lines) {
            boolean content = ListTable.isContent(line);
            boolean named = content && header && isHeader(line);
            plain.add(content ? named ? "" : plain(line, order.get()) : line);
            header &= !content;
        }
        return plain;
    }

    private static boolean isHeader(String line) {
        return fields(line).stream().anyMatch(field -> ColumnName.of(field).meaning() == ColumnName.Meaning.TIME);
    }

    private static String plain(String line, DateOrder order) {
        Optional<LocalDate> date =
                day(line).flatMap(text -> TimeForm.local(text, order)).map(LocalDateTime::toLocalDate);
        if (date.isEmpty()) {
            return String.join(",", fields(line));
        }
        List<String> others = fields(line).stream()
                .filter(field -> !isDay(field) && !field.isEmpty())
                .toList();
        return date.get() + "," + String.join(" ", others);
    }

    private static Optional<TimeText> day(String line) {
        return ListTable.isContent(line)
                ? fields(line).stream().filter(ListDays::isDay).findFirst().flatMap(TimeText::of)
                : Optional.empty();
    }

    private static boolean isDay(String field) {
        return !field.matches(EVERY_YEAR)
                && TimeText.of(field)
                        .filter(text -> text.shape() == TimeText.Shape.YEAR_FIRST
                                || text.shape() == TimeText.Shape.DAY_OR_MONTH
                                || text.shape() == TimeText.Shape.SHORT)
                        .isPresent();
    }

    private static List<String> fields(String line) {
        String bare = line.replaceFirst("\\s#.*", "");
        char delimiter = DELIMITERS.stream()
                .filter(each -> bare.indexOf(each) >= 0)
                .findFirst()
                .orElse(',');
        return TableLine.fields(bare, delimiter).stream().map(String::strip).toList();
    }
}
