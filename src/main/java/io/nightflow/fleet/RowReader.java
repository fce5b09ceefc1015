package io.nightflow.fleet;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.staging.StagedMinute;
import io.nightflow.store.FleetIntake.Numbered;
import io.nightflow.store.FleetRow;
import io.nightflow.store.JudgedReading;
import io.nightflow.uplink.UplinkBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a batch, as docs/reference/protocol.md has them, with what is added for the fleet:
 *
 * <pre>
 * R,sensor,minute,flow,pressure,flow stages,pressure stages,forecast flow,forecast pressure,quality[,exact flow,exact pressure]
 * R,sensor,minute,flow,pressure,,,,,quality                 without stages: nobody has judged it
 * F,sensor,hour,flow or pressure,v1;..;v7
 * E,sensor,minute,quantity,method,stage,event,value,expected,start or end,minutes,volume
 * T,sensor,minute,span,measured,flow sum,pressure,flow stages,pressure stages
 * </pre>
 */
final class RowReader {
    private static final int EXACT = 10;
    private static final String NUMBER = "\\d{1,12}";

    private final String gateway;
    private final long oldest;
    private final long newest;
    private final Map<SensorId, String> ownNames = new HashMap<>();

    /** Of this gateway; what is older than is kept carries nothing, what is of the future cannot be. */
    RowReader(String gateway, long oldest, long newest) {
        this.oldest = oldest;
        this.newest = newest;
        this.gateway = gateway;
    }

    /** All rows of a batch with their numbers. One that cannot be read is counted as nothing: it would come again for ever. */
    List<Numbered> rows(UplinkBatch batch, List<String> unreadable) {
        List<Numbered> rows = new ArrayList<>();
        for (StagedMinute minute : batch.minutes()) {
            long number = minute.first();
            for (String row : minute.rows()) {
                Optional<FleetRow> read = read(row);
                if (read.isEmpty()) {
                    unreadable.add(row);
                }
                rows.add(new Numbered(number, read.orElse(new FleetRow.Nothing())));
                number++;
            }
        }
        return rows;
    }

    /** What a gateway has judged among rows without numbers; what else there is comes numbered. */
    List<FleetRow.Judged> judged(List<String> rows) {
        return rows.stream()
                .map(this::read)
                .flatMap(Optional::stream)
                .filter(FleetRow.Judged.class::isInstance)
                .map(FleetRow.Judged.class::cast)
                .toList();
    }

    /** What the gateway calls the sensors of what was read. */
    Map<SensorId, String> ownNames() {
        return ownNames;
    }

    private Optional<FleetRow> read(String row) {
        String[] f = row.split(",", -1);
        if (f[0].equals("Q")) {
            return Optional.of(new FleetRow.Nothing()); // what it tells of is in the rows themselves
        }
        if (f.length < 4 || !SensorId.isValid(f[1]) || !f[2].matches(NUMBER)) {
            return Optional.empty();
        }
        try {
            SensorId sensor = FleetSensor.of(gateway, f[1]);
            ownNames.put(sensor, f[1]);
            Minute minute = new Minute(Math.floorDiv(Long.parseLong(f[2]), Minute.SECONDS) * Minute.SECONDS);
            if (minute.epochSecond() > newest) {
                return Optional.empty();
            }
            if (minute.epochSecond() < oldest && !f[0].equals("E")) {
                return Optional.of(new FleetRow.Nothing());
            }
            return switch (f[0]) {
                case "R" -> result(f, sensor, minute);
                case "F" -> week(f, sensor, minute);
                case "E" -> alert(f, sensor, minute);
                case "T" -> coarse(f, sensor, minute);
                default -> Optional.empty();
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Optional<FleetRow> result(String[] f, SensorId sensor, Minute minute) {
        boolean exact = f.length > EXACT + 1;
        double flow = exact ? real(f[EXACT]) : Decimal.parse(f[3]);
        double pressure = exact ? real(f[EXACT + 1]) : Decimal.parse(f[4]);
        int quality = f.length > EXACT - 1 ? Integer.parseInt(f[EXACT - 1]) : 0;
        if (Double.isInfinite(flow) || Double.isInfinite(pressure) || quality >= Quality.values().length) {
            return Optional.empty();
        }
        Reading reading = new Reading(sensor, minute, flow, pressure, Quality.values()[quality]);
        if (f[5].isEmpty() && f[6].isEmpty()) {
            return Optional.of(new FleetRow.Unjudged(reading));
        }
        return f[5].matches("[0-5]{4}") && f[6].matches("[0-5]{3}")
                ? Optional.of(
                        new FleetRow.Judged(new JudgedReading(reading, Integer.parseInt(f[5]), Integer.parseInt(f[6]))))
                : Optional.empty();
    }

    private static double real(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    private static Optional<FleetRow> week(String[] f, SensorId sensor, Minute hour) {
        return f.length == 5 && Quantity.find(f[3]).isPresent() && f[4].matches("[0-9.;-]{1,200}")
                ? Optional.of(new FleetRow.Week(sensor, f[3], hour, f[4]))
                : Optional.empty();
    }

    private static Optional<FleetRow> alert(String[] f, SensorId sensor, Minute minute) {
        Optional<Quantity> quantity = Quantity.find(f[3]);
        Optional<Method> method = Method.find(f[4]);
        Optional<EventKind> event = EventKind.find(f[6]);
        int stage = Integer.parseInt(f[5]);
        if (quantity.isEmpty() || method.isEmpty() || event.isEmpty() || stage < 0 || stage >= Stage.values().length) {
            return Optional.empty();
        }
        return Optional.of(new FleetRow.Raised(new Alert(
                sensor,
                minute,
                quantity.get(),
                method.get(),
                Stage.values()[stage],
                event.get(),
                f[9].equals("end"),
                Decimal.parse(f[7]),
                Decimal.parse(f[8]),
                Long.parseLong(f[10]),
                Decimal.parse(f[11]),
                Reason.NONE)));
    }

    private static Optional<FleetRow> coarse(String[] f, SensorId sensor, Minute minute) {
        return Optional.of(new FleetRow.Coarse(
                sensor,
                minute,
                Integer.parseInt(f[3]),
                Integer.parseInt(f[4]),
                Decimal.parse(f[5]),
                Decimal.parse(f[6])));
    }
}
