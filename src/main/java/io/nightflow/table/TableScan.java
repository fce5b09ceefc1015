package io.nightflow.table;

import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a whole file before anything of it is used: what one row leaves open another one may settle. */
final class TableScan {
    private static final int SAMPLE_CHARS = 262_144;
    private static final int SAMPLE_LINES = 300;

    private final TableOptions options;
    private final List<String> doubts = new ArrayList<>();

    TableScan(TableOptions options) {
        this.options = options;
    }

    List<String> names(Table.Source source) throws IOException {
        try (Reader text = open(source).reader()) {
            Layout layout = Layout.of(sample(text), options);
            return layout.header() == 0
                    ? List.of()
                    : layout.names().stream().map(ColumnName::text).toList();
        } catch (UnreadableTableException e) {
            return List.of();
        }
    }

    TableForm scan(Table.Source source) throws IOException {
        TableText.Opened opened = open(source);
        List<String> sample;
        try (Reader text = opened.reader()) {
            sample = sample(text);
        }
        Layout layout = Layout.of(sample, options);
        TimeEvidence times = new TimeEvidence(options.zone());
        NumberForm.Evidence numbers = new NumberForm.Evidence();
        TimeSpan span = new TimeSpan();
        RowWords rows = new RowWords(layout);
        SameTimes same = new SameTimes(layout);
        List<Rising> rising =
                layout.numbers().stream().map(column -> new Rising()).toList();
        try (Reader text = open(source).reader();
                Fields fields = new Fields(text, layout.delimiter())) {
            for (Optional<Fields.Row> record = fields.next(); record.isPresent(); record = fields.next()) {
                if (record.get().line() >= layout.firstRow()) {
                    boolean isTimed = look(layout, record.get().fields(), times, numbers, span, rising);
                    rows.look(record.get(), isTimed);
                    if (isTimed) {
                        same.look(record.get().fields());
                    }
                }
            }
        }
        DateOrder order = options.order()
                .or(times::order)
                .orElseThrow(() -> ask(
                        "dates such as 03/04/2026 may have the day or the month first, such as 26/03/04 the year",
                        "--day-first, --month-first or --year-first"));
        if (rows.hasSeveralZones() && !options.zoneIsGiven()) {
            throw new UnreadableTableException(
                    "says several zones of its times: write the offset into the time, such as"
                            + " 2026-03-29T03:00+02:00, or say --zone");
        }
        TimeForm form = new TimeForm(order, zone(times, layout, order), times.isNewestFirst());
        if (options.order().isEmpty() && span.hasLeaps(order)) {
            throw new UnreadableTableException(
                    "has dates that leap by weeks and back: in some the day stands first, in others the month, as Excel"
                            + " leaves them. Mend them, or say --day-first or --month-first");
        }
        layout.otherTimes()
                .forEach(column -> doubts.add("column '"
                        + layout.names().get(column).text()
                        + "' holds times as well and is left out, times are those of '"
                        + layout.names().get(layout.times().get(0)).text() + "': --columns names it otherwise"));
        requireOneOfEach(layout, rows, same, span, span.of(form).interval().toSeconds());
        TableForm.Span spanned = layout.isOurs() ? span.of(form).ofMinutes() : span.of(form);
        List<TableForm.ValueColumn> columns = new ValueColumns(layout, options, doubts, rising, rows).resolved();
        requireIntervals(columns, spanned);
        List<String> leftOut = rows.leftOut();
        if (!leftOut.isEmpty()) {
            doubts.add("rows of " + String.join(", ", leftOut) + " are left out");
        }
        return new TableForm(
                layout,
                numbers(numbers, layout.delimiter()),
                form,
                columns,
                opened.charset(),
                List.copyOf(doubts),
                spanned,
                rows.parameters(),
                same.areWithinMinutes());
    }

    /** A value for each sensor, quantity and time. */
    private static void requireOneOfEach(Layout layout, RowWords rows, SameTimes same, TimeSpan span, long interval)
            throws UnreadableTableException {
        boolean hasKinds = rows.parameters().quantity() >= 0;
        if (rows.twoKinds().isPresent()) {
            throw new UnreadableTableException("has rows of " + rows.twoKinds().get()
                    + " of one sensor, which are one quantity: leave one of them out");
        }
        if (!hasKinds && span.hasDatesAlone()) {
            throw new UnreadableTableException(
                    "has several rows of one date and no time of day that is known: write 00:15, or"
                            + " 2026-03-13 00:15 in one column");
        }
        same.refuse(hasKinds, interval);
        if (layout.sensor() < 0 && span.isPooled() && layout.hasOtherText()) {
            throw new UnreadableTableException(
                    "has several rows for one time and no column that is known to name the sensor:"
                            + " name it sensor, or the columns by --columns");
        }
    }

    /** A volume is a flow only by the time that it took. */
    private static void requireIntervals(List<TableForm.ValueColumn> columns, TableForm.Span rows)
            throws UnreadableTableException {
        for (TableForm.ValueColumn column : columns) {
            if (column.kind() == TableForm.Kind.VOLUME && !rows.isRegular()) {
                throw new UnreadableTableException("has volumes in column '" + column.name()
                        + "' and fewer than four rows, or rows that lie unequally far apart: write flows instead");
            }
        }
    }

    private TableText.Opened open(Table.Source source) throws IOException {
        return TableText.open(source.open(), options.encoding());
    }

    private static List<String> sample(Reader text) throws IOException {
        char[] start = new char[SAMPLE_CHARS];
        int read = 0;
        for (int more = text.read(start); more > 0; more = text.read(start, read, SAMPLE_CHARS - read)) {
            read += more;
        }
        String whole = new String(start, 0, read);
        List<String> lines = new ArrayList<>(whole.lines().toList());
        if (read == SAMPLE_CHARS && lines.size() > 1) {
            lines.remove(lines.size() - 1); // it may be cut
        }
        if (lines.stream().allMatch(String::isBlank)) {
            throw new UnreadableTableException("is empty");
        }
        return lines.subList(0, Math.min(SAMPLE_LINES, lines.size()));
    }

    /** Whether the row has a time, without which it says nothing. */
    private static boolean look(
            Layout layout,
            List<String> fields,
            TimeEvidence times,
            NumberForm.Evidence numbers,
            TimeSpan span,
            List<Rising> rising) {
        Optional<TimeText> time = layout.time(fields);
        if (time.isEmpty()) {
            return false;
        }
        String key = layout.sensorText(fields);
        times.look(time.get());
        span.look(time.get(), key);
        for (int i = 0; i < rising.size(); i++) {
            int column = layout.numbers().get(i);
            if (column < fields.size()) {
                String number = NumberCell.of(fields.get(column)).number();
                numbers.look(number);
                rising.get(i).look(key, number);
            }
        }
        return true;
    }

    private NumberForm numbers(NumberForm.Evidence evidence, char delimiter) throws UnreadableTableException {
        if (options.decimal().isPresent()) {
            return options.decimal().get() == ',' ? NumberForm.COMMA : NumberForm.POINT;
        }
        if (evidence.isOpen() || (delimiter != ',' && evidence.mayGroupByPoint())) {
            throw ask(
                    "numbers such as 1,234 or 1.234 may be a thousand or one and a bit", "--decimal , or --decimal .");
        }
        return evidence.isComma() ? NumberForm.COMMA : NumberForm.POINT;
    }

    private ZoneId zone(TimeEvidence times, Layout layout, DateOrder order) throws UnreadableTableException {
        Optional<ZoneId> said = layout.zone();
        if (said.isPresent() && !options.zoneIsGiven()) {
            return said.get();
        }
        Optional<String> words = layout.someZone().or(layout::saidZone);
        if (words.isPresent() && !options.zoneIsGiven()) {
            return SaidZone.parse(words.get())
                    .orElseThrow(() -> new UnreadableTableException("says of its times that they are of '" + words.get()
                            + "', which may or may not be turned in summer, or is not known: say --zone, such as --zone"
                            + " America/New_York or --zone -05:00"));
        }
        Optional<String> leftOut = times.leftOut(order);
        if (leftOut.isEmpty() || options.zoneIsGiven()) {
            return options.zone();
        }
        ZoneId winter = options.zone().getRules().getStandardOffset(Instant.EPOCH.plus(Duration.ofDays(20_000)));
        doubts.add(leftOut.get() + " does not exist in " + options.zone() + ", so the times are read as " + winter
                + " all year. --zone says otherwise");
        return winter;
    }

    private static UnreadableTableException ask(String what, String option) {
        return new UnreadableTableException("cannot be read in one way only: " + what + ". Say " + option);
    }
}
