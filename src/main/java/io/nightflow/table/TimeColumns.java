package io.nightflow.table;

import io.nightflow.table.ColumnName.Meaning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The columns of times.
 *
 * @param used the one of dates with times, or one of dates and one of times of day.
 * @param others that hold times as well, such as the end of an interval or the moment of an export.
 */
record TimeColumns(List<Integer> used, List<Integer> others) {
    static Optional<TimeColumns> of(List<ColumnName> names, SampleColumns cells) {
        List<Integer> sure = dates(names, cells, true);
        List<Integer> dates = sure.isEmpty() ? dates(names, cells, false) : sure;
        return dates.stream()
                .max(Comparator.comparing((Integer each) -> names.get(each).timeRank())
                        .thenComparing(
                                each -> cells.distinct(each) > 1) // an export's beginning is the same in all rows
                        .thenComparing(each -> isWhole(cells, each))
                        .thenComparing(Comparator.reverseOrder()))
                .map(date -> withClock(names, cells, date, sure));
    }

    private static TimeColumns withClock(List<ColumnName> names, SampleColumns cells, int date, List<Integer> sure) {
        int clock = isWhole(cells, date) ? -1 : clock(names, cells, date);
        List<Integer> used = clock < 0 ? List.of(date) : List.of(date, clock);
        List<Integer> others = dates(names, cells, false).stream()
                .filter(each -> sure.contains(each) || names.get(each).speaksOfSpan())
                .toList();
        return new TimeColumns(
                used,
                Stream.concat(sure.stream(), others.stream())
                        .distinct()
                        .filter(each -> !used.contains(each))
                        .toList());
    }

    private static boolean isNamed(List<ColumnName> names, int column) {
        return names.get(column).meaning() == Meaning.TIME;
    }

    /** Named as times, or written as them; bare numbers only where nothing else is one. */
    private static List<Integer> dates(List<ColumnName> names, SampleColumns cells, boolean sure) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean free = isNamed(names, i) || names.get(i).meaning() == Meaning.UNKNOWN;
            boolean written = cells.areMost(i, text -> SampleColumns.isTime(text) && !SampleColumns.isNumber(text));
            boolean time = sure
                    ? (isNamed(names, i) && cells.share(i, SampleColumns::isTime) > 0) || written
                    : cells.areMost(i, SampleColumns::isTime);
            if (free && time) {
                found.add(i);
            }
        }
        return found;
    }

    /** Of columns of times of day the one that is named best, the first of these. */
    private static int clock(List<ColumnName> names, SampleColumns cells, int date) {
        int best = -1;
        for (int i = 0; i < names.size(); i++) {
            ColumnName name = names.get(i);
            boolean free = isNamed(names, i) || name.meaning() == Meaning.UNKNOWN;
            boolean written = cells.areMost(i, TimeColumns::isClock);
            double share = cells.share(i, text -> TimeText.clock(text).isPresent());
            boolean named = isNamed(names, i) ? share > 0 : name.timeRank() > 1 && share > SampleColumns.MOST;
            boolean better = best < 0 || name.timeRank() > names.get(best).timeRank();
            best = i != date && free && (named || written) && better ? i : best;
        }
        return best;
    }

    private static boolean isWhole(SampleColumns cells, int column) {
        return cells.areMost(column, TimeColumns::isMoment);
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
}
