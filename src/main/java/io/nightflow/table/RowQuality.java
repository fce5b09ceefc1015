package io.nightflow.table;

import io.nightflow.reading.Quality;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a row says of how far it can be trusted.
 *
 * @param column that says so; -1 for none.
 * @param isStatus whether it may say other things as well: then only words for what is bad count.
 */
record RowQuality(int column, boolean isStatus) {
    private static final Set<String> BAD = Set.of(
            "bad",
            "invalid",
            "fault",
            "error",
            "fail",
            "failed",
            "schlecht",
            "ungültig",
            "fehler",
            "mala",
            "malo",
            "inválido",
            "mauvais",
            "erreur",
            "invalide",
            "errore",
            "slecht",
            "fout",
            "ongeldig",
            "mal",
            "mauvaise",
            "cattivo",
            "cattiva",
            "fehlerhaft",
            "defekt",
            "gestört",
            "störung",
            "불량",
            "오류",
            "비정상",
            "이상");
    private static final Set<String> STATUS =
            Set.of("status", "state", "flag", "zustand", "estado", "état", "etat", "stato", "toestand", "상태");
    private static final Set<String> FALSE = Set.of("0", "false", "no", "n");
    private static final Set<String> GOOD = Set.of(
            "", "ok", "valid", "true", "yes", "y", "1", "gut", "goed", "gültig", "bueno", "buena", "bon", "bonne",
            "buono", "buona", "정상", "양호");
    private static final int OPC_UNCERTAIN = 64;
    private static final int OPC_GOOD = 192;

    /** Of whole rows. */
    static RowQuality of(Layout layout) {
        return columns(layout)
                .filter(i -> layout.names().get(i).rest().isEmpty())
                .boxed()
                .max(Comparator.comparing((Integer i) -> isExact(layout.names().get(i)))
                        .thenComparing(Comparator.reverseOrder()))
                .map(i -> new RowQuality(i, false))
                .orElseGet(() -> new RowQuality(status(layout), true));
    }

    /** Of the values of one column, beside it: {@code north;north quality}. */
    static RowQuality beside(Layout layout, int value) {
        String of = layout.names().get(value).rest();
        return columns(layout)
                .filter(i -> !of.isEmpty() && layout.names().get(i).rest().equalsIgnoreCase(of))
                .mapToObj(i -> new RowQuality(i, false))
                .findFirst()
                .orElse(new RowQuality(-1, false));
    }

    private static IntStream columns(Layout layout) {
        return IntStream.range(0, layout.names().size())
                .filter(i -> layout.names().get(i).meaning() == ColumnName.Meaning.QUALITY);
    }

    /** A code by OPC beside a word or a number that is only part of it. */
    private static boolean isExact(ColumnName name) {
        String lower = name.text().toLowerCase(Locale.ROOT);
        return lower.contains("opc") || lower.contains("detail");
    }

    private static int status(Layout layout) {
        return IntStream.range(0, layout.names().size())
                .filter(i -> STATUS.contains(layout.names().get(i).text().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(-1);
    }

    /** As it stands there, in small letters. */
    String text(List<String> row) {
        return column < 0 ? "" : Layout.cell(row, column).strip().toLowerCase(Locale.ROOT);
    }

    boolean isBad(List<String> row) {
        if (column < 0) {
            return false;
        }
        String text = text(row);
        return BAD.contains(text)
                || (!isStatus && (FALSE.contains(text) || (code(text) > 1 && code(text) < OPC_UNCERTAIN)));
    }

    /** -1 for none. */
    private static int code(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }

    Quality of(List<String> row) {
        String text = text(row);
        boolean good = column < 0 || isStatus || GOOD.contains(text) || code(text) >= OPC_GOOD;
        String word = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return good
                ? Quality.GOOD
                : Arrays.stream(Quality.values())
                        .filter(each -> each.name().equals(word))
                        .findFirst()
                        .orElse(Quality.UNCHECKED);
    }
}
