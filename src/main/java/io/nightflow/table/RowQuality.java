package io.nightflow.table;

import io.nightflow.reading.Quality;
import java.util.Arrays;
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
            "불량",
            "오류",
            "비정상",
            "이상");
    private static final Set<String> FALSE = Set.of("0", "false", "no", "n");
    private static final Set<String> GOOD = Set.of(
            "", "ok", "valid", "true", "yes", "y", "1", "gut", "gültig", "bueno", "buena", "bon", "buono", "정상", "양호");
    private static final int OPC_GOOD = 192;

    static RowQuality of(Layout layout) {
        return IntStream.range(0, layout.names().size())
                .filter(i -> layout.names().get(i).meaning() == ColumnName.Meaning.QUALITY)
                .mapToObj(i -> new RowQuality(i, false))
                .findFirst()
                .orElseGet(() -> new RowQuality(
                        IntStream.range(0, layout.names().size())
                                .filter(i -> layout.names().get(i).text().equalsIgnoreCase("status"))
                                .findFirst()
                                .orElse(-1),
                        true));
    }

    /** As it stands there, in small letters. */
    String text(List<String> row) {
        return column < 0 ? "" : Layout.cell(row, column).strip().toLowerCase(Locale.ROOT);
    }

    boolean isBad(List<String> row) {
        String text = text(row);
        return BAD.contains(text) || (!isStatus && FALSE.contains(text));
    }

    Quality of(List<String> row) {
        String text = text(row);
        boolean good = column < 0
                || isStatus
                || GOOD.contains(text)
                || (text.matches("\\d{3}") && Integer.parseInt(text) >= OPC_GOOD);
        String word = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return good
                ? Quality.GOOD
                : Arrays.stream(Quality.values())
                        .filter(each -> each.name().equals(word))
                        .findFirst()
                        .orElse(Quality.UNCHECKED);
    }
}
