package io.nightflow.deliver;

import io.nightflow.link.Message;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.Finding;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A judged reading as it is staged for the device. */
public final class ResultRow {
    private static final int FIELDS = 9;

    private ResultRow() {}

    /** Its row; 0 where nothing was forecast for the hour that begins with it. */
    public static String of(Reading reading, Finding flow, Finding pressure, double flowAtHour, double pressureAtHour) {
        return new Message.Result.Content(
                        reading.sensor(),
                        reading.minute().epochSecond(),
                        reading.flow(),
                        reading.pressure(),
                        flow.stages().digits(),
                        pressure.stages().digits(),
                        flowAtHour,
                        pressureAtHour)
                .row();
    }

    /**
     * The same for the fleet, which judges with it: {@code ..,quality}, the ordinal of {@link
     * io.nightflow.reading.Quality}, and {@code ,flow,pressure} where the four places of a row do not hold them.
     */
    public static String exact(
            Reading reading, Finding flow, Finding pressure, double flowAtHour, double pressureAtHour) {
        String row = of(reading, flow, pressure, flowAtHour, pressureAtHour) + ","
                + reading.quality().ordinal();
        boolean held = isHeld(reading.flow()) && isHeld(reading.pressure());
        return held ? row : row + "," + text(reading.flow()) + "," + text(reading.pressure());
    }

    /** The row of a reading that was judged before, for the fleet. */
    public static String restaged(Reading reading, Stages flow, Stages pressure) {
        return exact(reading, new Finding(flow, Reason.NONE, false), new Finding(pressure, Reason.NONE, false), 0, 0);
    }

    private static boolean isHeld(double value) {
        return Double.isNaN(value) || Decimal.parse(Decimal.text(value)) == value;
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** A minute's rows as the device gets them: of some sensors, and without what is for the fleet. */
    public static List<String> forDevice(List<String> rows, Predicate<SensorId> isSent) {
        List<String> sent = new ArrayList<>(rows.size());
        for (String row : rows) {
            String[] fields = row.split(",", -1);
            if (isSent.test(new SensorId(fields[1]))) {
                boolean longer = fields[0].equals("R") && fields.length > FIELDS;
                sent.add(longer ? String.join(",", List.of(fields).subList(0, FIELDS)) : row);
            }
        }
        return sent;
    }
}
