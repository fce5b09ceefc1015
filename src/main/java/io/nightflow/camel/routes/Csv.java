package io.nightflow.camel.routes;

import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Reason;
import io.nightflow.store.Export;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/** Text and CSV for integrators' routes: a text to lines of a meter, rows of a query to a file. */
public final class Csv {
    /** A text as a list of its lines. */
    public List<String> lines(@Body String text) {
        return text.lines().toList();
    }

    private final AlertWords words;

    /** Reasons are said in these words. */
    public Csv(AlertWords words) {
        this.words = words;
    }

    /** Rows of a query as CSV with a line of names; reasons as sentences; an empty text where there are none. */
    public String rows(@Body List<Map<String, Object>> rows) {
        StringBuilder csv = new StringBuilder();
        if (!rows.isEmpty()) {
            csv.append(String.join(",", rows.get(0).keySet())).append('\n');
        }
        for (Map<String, Object> row : rows) {
            csv.append(row.entrySet().stream()
                            .map(each -> Export.field(said(each.getKey(), each.getValue())))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return csv.toString();
    }

    private @Nullable Object said(String column, @Nullable Object value) {
        return value instanceof String stored && column.endsWith("reason")
                ? Export.noFormula(words.sentence(Reason.parse(stored)))
                : value;
    }
}
