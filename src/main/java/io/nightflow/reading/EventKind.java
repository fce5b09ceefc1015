package io.nightflow.reading;

import java.util.Arrays;
import java.util.Optional;

/** What an alert calls what happens, in the words that operators know. */
public enum EventKind {
    /** More flow than usual, all at once. */
    BURST("burst"),
    /** More flow than usual at night. */
    LEAK("leak"),
    /** No minute without flow for a day, at a sensor whose nights were without. */
    CONTINUOUS_FLOW("continuous flow"),
    /** Flow against its direction. */
    REVERSE_FLOW("reverse flow"),
    /** No pressure in a pipe that has some. */
    EMPTY_PIPE("empty pipe"),
    /** No flow where there always is some. */
    NO_FLOW("no flow"),
    /** Less flow than usual. */
    LOW_FLOW("low flow"),
    /** Less pressure than usual. */
    LOW_PRESSURE("low pressure"),
    /** More pressure than usual. */
    HIGH_PRESSURE("high pressure"),
    /** The same value for too long. */
    STUCK_METER("stuck meter"),
    /** A value that cannot be. */
    METER_FAULT("meter fault"),
    /** Another meter, with another register. */
    METER_EXCHANGED("meter exchanged"),
    /** A meter that is asked and does not answer. */
    METER_SILENT("meter silent"),
    /** A sensor that sends nothing. */
    SENSOR_SILENT("sensor silent"),
    /** A line on which nothing comes. */
    LINE_SILENT("line silent"),
    /** A clock that cannot be right. */
    CLOCK_WRONG("clock wrong"),
    /** A device that takes no row. */
    DEVICE_FAULT("device fault"),
    /** Work that was announced has ended; what was raised in it was not told. */
    PLANNED_WORK("planned work"),
    /** Little room on the disk. */
    DISK_LOW("disk low");

    private final String words;

    EventKind(String words) {
        this.words = words;
    }

    /** The name, as on the line. */
    public String words() {
        return words;
    }

    /** The kind with this name. */
    public static Optional<EventKind> find(String words) {
        return Arrays.stream(values()).filter(kind -> kind.words.equals(words)).findFirst();
    }
}
