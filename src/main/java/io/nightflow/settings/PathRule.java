package io.nightflow.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    private static final Map<Setting<?>, PathRule> RULES = Map.of(
            Key.SENSORS_FILE, FILE_THERE,
            Key.FORECAST_HOLIDAYS, FILE_THERE,
            Key.CRITERIA_FOLDER, FOLDER_THERE,
            Key.FORECAST_MODELS, FOLDER_THERE,
            Key.STORE_FILE, FILE_IN_FOLDER,
            Key.STAGING_DIRECTORY, FOLDER_MADE,
            Key.FORECAST_RETRAINED, FOLDER_MADE,
            Key.METER_PORT, PORT,
            Key.DEVICE_PORT, PORT,
            Key.LOG_FILE, FILE_MADE);

    /** That of a setting; empty for one that is no path. */
    static Optional<PathRule> of(Setting<?> key) {
        return Optional.ofNullable(RULES.get(key));
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
