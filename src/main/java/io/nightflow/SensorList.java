package io.nightflow;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the list of sensors: a header and a line a sensor. An empty field is the default.
 *
 * <pre>
 * sensor,flow-unit,pressure-unit,flow-min,flow-max,pressure-min,pressure-max
 * dma-north,L/s,bar,-10,400,0,16
 * </pre>
 *
 * Units are what the meter sends; ranges are in m3/h and bar.
 */
final class SensorList {
    private static final String HEADER = "sensor,flow-unit,pressure-unit,flow-min,flow-max,pressure-min,pressure-max";
    private static final int FIELDS = 7;

    private final Path file;
    private final MeteringPoint others;
    private final List<String> faults = new ArrayList<>();

    private SensorList(Path file, MeteringPoint others) {
        this.file = file;
        this.others = others;
    }

    /**
     * Reads the list that the settings name; no sensor is listed where the file is missing.
     *
     * @throws SettingsException with all faults at once, each with file and line.
     */
    static MeteringPoints read(Settings settings) throws SettingsException {
        Path file = settings.path(Key.SENSORS_FILE);
        MeteringPoint others = others(settings);
        if (!Files.exists(file)) {
            return new MeteringPoints(Map.of(), others);
        }
        try {
            return new SensorList(file, others).read(Files.readAllLines(file));
        } catch (IOException e) {
            throw new SettingsException(List.of("reading " + file + ": " + e.getMessage()));
        }
    }

    private static MeteringPoint others(Settings settings) {
        return new MeteringPoint(
                new SensorId("others"),
                Unit.M3_PER_HOUR,
                Unit.BAR,
                new Range(settings.decimal(Key.DETECT_FLOW_MIN), settings.decimal(Key.DETECT_FLOW_MAX)),
                new Range(settings.decimal(Key.DETECT_PRESSURE_MIN), settings.decimal(Key.DETECT_PRESSURE_MAX)));
    }

    private MeteringPoints read(List<String> lines) throws SettingsException {
        Map<SensorId, MeteringPoint> points = new HashMap<>();
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
            fault(1, "the header must be " + HEADER, lines.isEmpty() ? "" : lines.get(0));
        }
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                int number = i + 1;
                point(number, line).ifPresent(point -> {
                    if (points.put(point.sensor(), point) != null) {
                        fault(
                                number,
                                "each sensor must stand once",
                                point.sensor().text());
                    }
                });
            }
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return new MeteringPoints(points, others);
    }

    private Optional<MeteringPoint> point(int line, String text) {
        String[] fields = text.split(",", -1);
        if (fields.length != FIELDS) {
            fault(line, "must have " + FIELDS + " fields", text);
            return Optional.empty();
        }
        if (!SensorId.isValid(fields[0])) {
            fault(line, "sensor: must be 1 to 32 characters of A-Z a-z 0-9 _ . -", fields[0]);
            return Optional.empty();
        }
        return Optional.of(new MeteringPoint(
                new SensorId(fields[0]),
                unit(line, Quantity.FLOW, fields[1], others.flowUnit()),
                unit(line, Quantity.PRESSURE, fields[2], others.pressureUnit()),
                range(line, "flow", fields[3], fields[4], others.flow()),
                range(line, "pressure", fields[5], fields[6], others.pressure())));
    }

    private Unit unit(int line, Quantity quantity, String symbol, Unit otherwise) {
        Optional<Unit> unit = symbol.isEmpty() ? Optional.of(otherwise) : Unit.find(quantity, symbol);
        return unit.orElseGet(() -> {
            fault(line, quantity.word() + "-unit: must be one of " + Unit.symbols(quantity), symbol);
            return otherwise;
        });
    }

    private Range range(int line, String word, String min, String max, Range otherwise) {
        double low = bound(line, word + "-min", min, otherwise.min());
        double high = bound(line, word + "-max", max, otherwise.max());
        if (low >= high) {
            fault(line, word + "-min: must be below " + word + "-max " + Decimal.text(high), Decimal.text(low));
        }
        return new Range(low, high);
    }

    private double bound(int line, String field, String text, double otherwise) {
        double value = Decimal.parse(text);
        if (value == Decimal.MALFORMED) {
            fault(line, field + ": must be a number", text);
        }
        return Double.isNaN(value) || value == Decimal.MALFORMED ? otherwise : value;
    }

    private void fault(int line, String rule, String got) {
        faults.add(file + ":" + line + ": " + rule + " (got " + got + ")");
    }
}
