package io.nightflow.camel.steps;

import io.nightflow.camel.replay.ReplayRows;
import io.nightflow.store.Export;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** CSV in and out, for integrators' routes: files of readings to lines of a meter, rows of a query to a file. */
public final class Csv {
    private static final Logger LOG = LoggerFactory.getLogger(Csv.class);
    private static final int FAULTS_TOLD_MAX = 3;

    private final ZoneId zone;
    private final MinuteBounds bounds;

    /** Local times are of this zone. */
    public Csv(ZoneId zone, MinuteBounds bounds) {
        this.zone = zone;
        this.bounds = bounds;
    }

    /**
     * The lines that a meter would send for {@code sensor,time,flow,pressure}, or for a column a sensor. Wrong rows are
     * left out; the first few are told.
     */
    public List<String> readings(@Body String text, @Header(Exchange.FILE_NAME) String name) {
        List<String> faults = new ArrayList<>();
        List<String> bodies = new ReplayRows(zone, bounds, faults::add).bodies(text);
        faults.stream().limit(FAULTS_TOLD_MAX).forEach(fault -> LOG.warn("{} {}", name, fault));
        LOG.info("{}: {} readings, {} wrong rows left out", name, bodies.size(), faults.size());
        return bodies;
    }

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
