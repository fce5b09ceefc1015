package io.nightflow.deliver;

import io.nightflow.link.Message;
import io.nightflow.reading.Finding;
import io.nightflow.reading.Reading;

/** A judged reading as it is staged for the device. */
public final class ResultRow {
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
}
