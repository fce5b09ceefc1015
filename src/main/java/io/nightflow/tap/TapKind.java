package io.nightflow.tap;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be tapped. The code is what stands in the database: never change one. */
public enum TapKind {
    /** Readings, as soon as they are committed. */
    READINGS(1, TappedReading.class),
    /** What detection says of minutes, as soon as they are judged. */
    RESULTS(2, TappedResult.class),
    /** Starts and ends of events. */
    ALERTS(3, TappedAlert.class),
    /** Nights, as soon as they are judged. */
    NIGHTS(4, TappedNight.class),
    /** Forecasts, as soon as an hour's are made. */
    FORECASTS(5, TappedForecast.class);

    private final int code;
    private final Class<? extends Tapped> record;

    TapKind(int code, Class<? extends Tapped> record) {
        this.code = code;
        this.record = record;
    }

    /** What one of it is. */
    public Class<? extends Tapped> record() {
        return record;
    }

    /** The number in the database. */
    public int code() {
        return code;
    }

    /** The word in {@code nightflow:word}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this word. */
    public static Optional<TapKind> find(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** The kind of this code; empty for one of a newer Nightflow. */
    public static Optional<TapKind> ofCode(int code) {
        return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
}
