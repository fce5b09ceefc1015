package io.nightflow.table;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The first rows of a table by columns, as far as their cells are not empty.
 *
 * @param rows of fields.
 */
record SampleColumns(List<List<String>> rows) {
    /** This share of a column's cells says what it holds. */
    static final double MOST = 0.6;

    int width() {
        return rows.isEmpty() ? 0 : rows.get(0).size();
    }

    private Stream<String> cells(int column) {
        return rows.stream().filter(row -> row.size() > column).map(row -> row.get(column));
    }

    /** 0 where there is none. */
    double share(int column, Predicate<String> test) {
        List<String> cells =
                cells(column).filter(cell -> !NumberForm.isMissing(cell)).toList();
        return cells.isEmpty() ? 0 : cells.stream().filter(test).count() / (double) cells.size();
    }

    boolean areMost(int column, Predicate<String> test) {
        return share(column, test) > MOST;
    }

    boolean isEmpty(int column) {
        return cells(column).allMatch(NumberForm::isMissing);
    }

    long distinct(int column) {
        return cells(column).distinct().count();
    }

    static boolean isTime(String text) {
        return TimeText.of(text)
                .filter(TimeText::hasDate)
                .filter(TimeText::isOfMeters)
                .isPresent();
    }

    static boolean isNumber(String cell) {
        String text = NumberCell.of(cell).number();
        return NumberForm.POINT.parse(text) != NumberForm.MALFORMED
                || NumberForm.COMMA.parse(text) != NumberForm.MALFORMED;
    }
}
