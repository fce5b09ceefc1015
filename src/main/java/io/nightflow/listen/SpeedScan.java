package io.nightflow.listen;

import io.nightflow.line.PortSettings;
import io.nightflow.line.PortSettings.Parity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The speed and parity at which what comes over a port is text. */
public final class SpeedScan {
    private static final double TEXT = 0.97;
    private static final int BYTES_MIN = 8;
    private static final int[] SPEEDS = {9_600, 19_200, 4_800, 2_400, 38_400, 115_200, 57_600, 1_200, 300};

    private SpeedScan() {}

    /** Hears a port that is set so. */
    @FunctionalInterface
    public interface Ear {
        /**
         * What came, from its first byte on for as long as a few lines take; empty where nothing came for long.
         *
         * @throws IOException the port cannot be opened.
         */
        byte[] hear(PortSettings settings) throws IOException;
    }

    /** All settings, the usual ones first. */
    static List<PortSettings> settings(String port) {
        List<PortSettings> all = new ArrayList<>();
        for (int speed : SPEEDS) {
            all.add(new PortSettings(port, speed, 8, 1, Parity.NONE));
            all.add(new PortSettings(port, speed, 7, 1, Parity.EVEN));
            all.add(new PortSettings(port, speed, 8, 1, Parity.EVEN));
        }
        return all;
    }

    /** As people write it: {@code 9600 7E1}. */
    public static String words(PortSettings settings) {
        return settings.baud() + " " + settings.dataBits()
                + settings.parity().name().charAt(0) + settings.stopBits();
    }

    /**
     * The first setting at which lines come; empty where none is.
     *
     * @param told is told of each that was tried.
     */
    public static Optional<PortSettings> of(String port, Ear ear, Consumer<String> told) throws IOException {
        for (PortSettings settings : settings(port)) {
            byte[] heard = ear.hear(settings);
            boolean isText = isText(heard);
            told.accept(words(settings) + ": " + (heard.length == 0 ? "nothing came" : isText ? "text" : "no text"));
            if (isText) {
                return Optional.of(settings);
            }
        }
        return Optional.empty();
    }

    /** Nearly all of it can stand in a line, and a line ends in it. */
    static boolean isText(byte[] heard) {
        int good = 0;
        boolean ends = false;
        for (byte b : heard) {
            boolean lineEnd = b == '\r' || b == '\n';
            ends |= lineEnd;
            good += lineEnd || b == '\t' || b == 2 || b == 3 || (b >= ' ' && b <= '~') ? 1 : 0;
        }
        return heard.length >= BYTES_MIN && ends && good >= TEXT * heard.length;
    }
}
