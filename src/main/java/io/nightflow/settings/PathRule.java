package io.nightflow.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a path of the settings must lead to. */
enum PathRule {
    /** Read by the gateway. */
    FILE_THERE,
    /** Read by the gateway. */
    FOLDER_THERE,
    /** Made where it is missing, in a folder that is there. */
    FILE_IN_FOLDER,
    /** Made where it is missing, with its folder. */
    FILE_MADE,
    /** Made where it is missing. */
    FOLDER_MADE,
    /** May be missing until it is plugged in. */
    PORT;

    /** That of a setting; empty for one that is no path. */
    static Optional<PathRule> of(Key key) {
        return switch (key) {
            case SENSORS_FILE, FORECAST_HOLIDAYS -> Optional.of(FILE_THERE);
            case CRITERIA_FOLDER, FORECAST_MODELS -> Optional.of(FOLDER_THERE);
            case STORE_FILE -> Optional.of(FILE_IN_FOLDER);
            case STAGING_DIRECTORY, FORECAST_RETRAINED -> Optional.of(FOLDER_MADE);
            case METER_PORT, DEVICE_PORT -> Optional.of(PORT);
            case LOG_FILE -> Optional.of(FILE_MADE);
            default -> Optional.empty();
        };
    }

    /** What is wrong with what is there; empty where nothing is. */
    Optional<String> trouble(Path path) {
        return switch (this) {
            case FILE_THERE ->
                Files.isRegularFile(path)
                        ? Optional.empty()
                        : Optional.of("must be a file that is there, " + path + " is " + what(path));
            case FOLDER_THERE ->
                Files.isDirectory(path)
                        ? Optional.empty()
                        : Optional.of("must be a folder that is there, " + path + " is " + what(path));
            case FILE_IN_FOLDER ->
                Files.isDirectory(path.resolveSibling("."))
                        ? FILE_MADE.trouble(path)
                        : Optional.of("must lie in a folder that is there");
            case FILE_MADE ->
                Files.isDirectory(path) ? Optional.of("must be a file, " + path + " is a folder") : Optional.empty();
            case FOLDER_MADE ->
                Files.exists(path) && !Files.isDirectory(path)
                        ? Optional.of("must be a folder, " + path + " is a file")
                        : Optional.empty();
            case PORT ->
                Files.isDirectory(path) || Files.isRegularFile(path) || isMemoryDevice(path)
                        ? Optional.of("must be a serial port, " + path + " is " + what(path))
                        : Optional.empty();
        };
    }

    private static String what(Path path) {
        if (!Files.exists(path)) {
            return "not there";
        }
        return Files.isDirectory(path) ? "a folder" : Files.isRegularFile(path) ? "a file" : "none";
    }

    /** {@code /dev/null} and its like: Linux gives all of them the major number 1. */
    private static boolean isMemoryDevice(Path path) {
        try {
            return Files.exists(path) && ((Number) Files.getAttribute(path, "unix:rdev")).longValue() >> 8 == 1;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
