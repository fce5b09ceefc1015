package io.nightflow.settings;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.District;
import io.nightflow.reading.MeteringPoint.MeterFlows;
import io.nightflow.reading.MeteringPoint.Night;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoint.Register;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.table.KnownLists;
import io.nightflow.table.TableLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the list of sensors: a header that names the columns, in any order, and a line a sensor. Only {@code sensor} must
 * be there; an empty field is the default.
 *
 * <pre>
 * sensor,flow-unit,pressure-unit,flow-min,flow-max,q1,q2,q3,q4,night-start,night-end,sensitivity
 * dma-north,L/s,bar,-10,400,0.5,0.8,100,125,23:00,05:00,1
 * </pre>
 *
 * A label is what people call the sensor, in any script. Units are what the meter sends; ranges and the meter's flow rates Q1 to Q4 (ISO 4064) are in m3/h and bar.
 */
public final class SensorsFile {
    private static final String SENSOR = "sensor";
    private static final List<String> COLUMNS = KnownLists.SENSORS.names();
    private static final List<String> RATES = List.of("q1", "q2", "q3", "q4");
    private static final double SENSITIVITY_MIN = 0.1;
    private static final double SENSITIVITY_MAX = 10;

    private final Path file;
    private final MeteringPoint others;
    private final List<String> faults = new ArrayList<>();
    private final MeterPlaces places = new MeterPlaces(this::fault);
    private final Labels labels = new Labels(this::fault);
    private List<String> columns = List.of();

    private SensorsFile(Path file, MeteringPoint others) {
        this.file = file;
        this.others = others;
    }

    /**
     * Reads the lists of sensors and zones that the settings name; nothing is listed where a file is missing.
     *
     * @throws SettingsException with all faults at once, each with file and line.
     */
    public static MeteringPoints read(Settings settings) throws SettingsException {
        Path file = settings.path(Key.SENSORS_FILE);
        MeteringPoint others = others(settings);
        if (!Files.exists(file)) {
            ZonesFile.Content zones = ZonesFile.read(settings, Set.of());
            return new MeteringPoints(Map.of(), others, zones.zones(), List.of(), zones.labels());
        }
        MeteringPoints points = new SensorsFile(file, others).read(ListFile.lines(file, KnownLists.SENSORS));
        ZonesFile.Content zones = ZonesFile.read(settings, points.sensors());
        Map<SensorId, String> labels = new HashMap<>(zones.labels());
        labels.putAll(points.labels());
        return new MeteringPoints(points.listed(), others, zones.zones(), points.meters(), labels);
    }

    private static MeteringPoint others(Settings settings) {
        return new MeteringPoint(
                new SensorId("others"),
                Unit.M3_PER_HOUR,
                Unit.BAR,
                new Range(settings.get(Key.DETECT_FLOW_MIN), settings.get(Key.DETECT_FLOW_MAX)),
                new Range(settings.get(Key.DETECT_PRESSURE_MIN), settings.get(Key.DETECT_PRESSURE_MAX)),
                MeterFlows.UNKNOWN,
                Optional.empty(),
                District.UNKNOWN,
                Register.CUBIC_METRES,
                settings.get(Key.DETECT_SENSITIVITY));
    }

    private MeteringPoints read(List<String> lines) throws SettingsException {
        Map<SensorId, MeteringPoint> points = new HashMap<>();
        int first = ListFile.firstLine(lines);
        header(first, first < lines.size() ? lines.get(first) : "");
        for (int i = first + 1; i < lines.size() && columns.contains(SENSOR); i++) {
            String line = lines.get(i).strip();
            int number = i + 1;
            if (ListFile.isContent(line)) {
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
        return new MeteringPoints(points, others, List.of(), places.all(), labels.all());
    }

    private void header(int index, String line) {
        columns = Stream.of(line.split(",", -1)).map(String::strip).toList();
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                fault(index + 1, ListFile.unknownColumn(column, COLUMNS), column);
            }
        }
        boolean told = !faults.isEmpty();
        if (!told && (!columns.contains(SENSOR) || Set.copyOf(columns).size() < columns.size())) {
            fault(index + 1, "the header must name sensor, and each column once", line);
        }
    }

    private Optional<MeteringPoint> point(int line, String text) {
        List<String> values = TableLine.fields(text, ',');
        if (values.size() != columns.size()) {
            fault(line, "must have " + columns.size() + " fields", text);
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            fields.put(columns.get(i), values.get(i).strip());
        }
        String id = fields.getOrDefault(SENSOR, "");
        if (!SensorId.isValid(id)) {
            fault(line, "sensor: must be 1 to 32 characters of A-Z a-z 0-9 _ . -", id);
            return Optional.empty();
        }
        places.add(line, new SensorId(id), fields);
        labels.add(line, new SensorId(id), fields.getOrDefault(Labels.COLUMN, ""));
        return Optional.of(new MeteringPoint(
                new SensorId(id),
                unit(line, Quantity.FLOW, fields, others.flowUnit()),
                unit(line, Quantity.PRESSURE, fields, others.pressureUnit()),
                range(line, Quantity.FLOW, fields, others.flow()),
                range(line, Quantity.PRESSURE, fields, others.pressure()),
                meter(line, fields),
                night(line, fields),
                district(line, fields),
                register(line, fields),
                sensitivity(line, fields)));
    }

    private MeterFlows meter(int line, Map<String, String> fields) {
        double[] flows = new double[RATES.size()];
        double last = 0;
        for (int i = 0; i < flows.length; i++) {
            flows[i] = bound(line, RATES.get(i), fields, Double.NaN);
            if (flows[i] <= last) {
                fault(line, RATES.get(i) + ": must be above the one before, and above 0", Decimal.text(flows[i]));
            }
            last = Double.isNaN(flows[i]) ? last : flows[i];
        }
        return new MeterFlows(flows[0], flows[1], flows[2], flows[3]);
    }

    private Optional<Night> night(int line, Map<String, String> fields) {
        String start = fields.getOrDefault("night-start", "");
        String end = fields.getOrDefault("night-end", "");
        if (start.isEmpty() && end.isEmpty()) {
            return Optional.empty();
        }
        SettingRule<LocalTime> rule = SettingRule.time();
        if (!rule.holds().test(start) || !rule.holds().test(end) || start.equals(end)) {
            fault(line, "night-start and night-end: must be two times of day such as 22:00", start + " and " + end);
            return Optional.empty();
        }
        Night night = new Night(rule.read().apply(start), rule.read().apply(end));
        if (SettingRule.hours(night.startInclusive(), night.endExclusive()) > SettingsCheck.NIGHT_HOURS_MAX) {
            fault(
                    line,
                    "night-start: must not be more than " + SettingsCheck.NIGHT_HOURS_MAX + " hours before night-end",
                    start + " and " + end);
            return Optional.empty();
        }
        return Optional.of(night);
    }

    private District district(int line, Map<String, String> fields) {
        double legitimate = bound(line, "legitimate-night", fields, Double.NaN);
        double connections = bound(line, "connections", fields, Double.NaN);
        double exponent = bound(line, "pressure-exponent", fields, Double.NaN);
        if (legitimate < 0) {
            fault(line, "legitimate-night: must not be below 0", Decimal.text(legitimate));
        }
        if (connections <= 0) {
            fault(line, "connections: must be above 0", Decimal.text(connections));
        }
        if (exponent <= 0) {
            fault(line, "pressure-exponent: must be above 0", Decimal.text(exponent));
        }
        return new District(legitimate, connections, exponent);
    }

    private Register register(int line, Map<String, String> fields) {
        String unit = fields.getOrDefault("total-unit", "");
        double litres = bound(line, "litres-per-pulse", fields, Double.NaN);
        double rollover = bound(line, "rollover", fields, Double.NaN);
        Optional<RegisterUnit> count = RegisterUnit.find(unit.isEmpty() ? "m3" : unit);
        if (!unit.isEmpty() && !Double.isNaN(litres)) {
            fault(line, "total-unit: cannot stand beside litres-per-pulse", unit);
        } else if (count.isEmpty()) {
            fault(line, "total-unit: must be what one count is, " + RegisterUnit.examples(), unit);
        }
        if (litres <= 0) {
            fault(line, "litres-per-pulse: must be above 0", Decimal.text(litres));
        }
        if (rollover <= 0) {
            fault(line, "rollover: must be above 0", Decimal.text(rollover));
        }
        double m3 = Double.isNaN(litres) ? count.map(RegisterUnit::m3).orElse(1.0) : litres * RegisterUnit.LITRE;
        return new Register(m3, rollover);
    }

    private double sensitivity(int line, Map<String, String> fields) {
        double value = bound(line, "sensitivity", fields, others.sensitivity());
        if (value < SENSITIVITY_MIN || value > SENSITIVITY_MAX) {
            fault(line, "sensitivity: must be a number from 0.1 to 10", Decimal.text(value));
        }
        return value;
    }

    private Unit unit(int line, Quantity quantity, Map<String, String> fields, Unit otherwise) {
        String symbol = fields.getOrDefault(quantity.word() + "-unit", "");
        Optional<Unit> unit = symbol.isEmpty() ? Optional.of(otherwise) : Unit.find(quantity, symbol);
        return unit.orElseGet(() -> {
            fault(line, quantity.word() + "-unit: must be one of " + Unit.symbols(quantity), symbol);
            return otherwise;
        });
    }

    private Range range(int line, Quantity quantity, Map<String, String> fields, Range otherwise) {
        String word = quantity.word();
        double low = bound(line, word + "-min", fields, otherwise.min());
        double high = bound(line, word + "-max", fields, otherwise.max());
        if (low >= high) {
            fault(line, word + "-min: must be below " + word + "-max " + Decimal.text(high), Decimal.text(low));
        }
        return new Range(low, high);
    }

    private double bound(int line, String field, Map<String, String> fields, double otherwise) {
        double value = Decimal.parse(fields.getOrDefault(field, ""));
        if (value == Decimal.MALFORMED) {
            fault(line, field + ": must be a number", fields.getOrDefault(field, ""));
        }
        return Double.isNaN(value) || value == Decimal.MALFORMED ? otherwise : value;
    }

    private void fault(int line, String rule, String got) {
        faults.add(file + ":" + line + ": " + rule + " (got " + got + ")");
    }
}
