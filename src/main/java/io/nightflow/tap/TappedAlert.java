package io.nightflow.tap;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The start or the end of an event.
 *
 * @param gateway that has it.
 * @param log in which it has its number.
 * @param number of it in the log.
 * @param alert its own number, by which {@code ./nightflow alerts answer} knows it.
 * @param sensor the metering point, or a line or a part of the gateway.
 * @param time when it started, or its last minute where it has ended; ISO 8601 with the offset of the site.
 * @param event what it is, such as {@code leak} or {@code burst}.
 * @param state {@code start} or {@code end}.
 * @param quantity {@code flow} or {@code pressure}.
 * @param method which method found it.
 * @param stage 1 attention to 4 serious; at the end the highest that was reached.
 * @param value m3/h or bar; at the end the mean; null where there is none.
 * @param expected what was usual, likewise.
 * @param unit of both.
 * @param minutes how long it has lasted.
 * @param volume m3 over the usual, negative below it.
 * @param reason a sentence, in the language of the site.
 * @param text all of it in one line, likewise.
 * @param label what people call the sensor; its id where they call it nothing else.
 * @param title whose alert it is and what begins or ends, such as the subject of a mail.
 */
@JsonPropertyOrder({
    "gateway",
    "log",
    "number",
    "alert",
    "sensor",
    "time",
    "event",
    "state",
    "quantity",
    "method",
    "stage",
    "value",
    "expected",
    "unit",
    "minutes",
    "volume",
    "reason",
    "text",
    "label",
    "title"
})
public record TappedAlert(
        String gateway,
        String log,
        long number,
        long alert,
        String sensor,
        String time,
        String event,
        String state,
        String quantity,
        String method,
        int stage,
        @Nullable Double value,
        @Nullable Double expected,
        String unit,
        long minutes,
        @Nullable Double volume,
        String reason,
        String text,
        String label,
        String title)
        implements Tapped {
    /** One that was written before there were labels has neither. */
    public TappedAlert {
        label = Objects.requireNonNullElse(label, sensor);
        title = Objects.requireNonNullElse(title, sensor + " " + event + " " + state + "s");
    }
}
