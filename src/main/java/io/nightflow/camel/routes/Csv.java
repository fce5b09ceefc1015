package io.nightflow.camel.routes;

import io.nightflow.store.Export;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;

/** Text and CSV for integrators' routes: a text to lines of a meter, rows of a query to a file. */
public final class Csv {
    /** A text as a list of its lines. */
    public List<String> lines(@Body String text) {
        return text.lines().toList();
    }

    /** Rows of a query as CSV with a line of names; an empty text where there are none. */
    public String rows(@Body List<Map<String, Object>> rows) {
        StringBuilder csv = new StringBuilder();
        if (!rows.isEmpty()) {
            csv.append(String.join(",", rows.get(0).keySet())).append('\n');
        }
        for (Map<String, Object> row : rows) {
            csv.append(row.values().stream().map(Export::field).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return csv.toString();
    }
}
