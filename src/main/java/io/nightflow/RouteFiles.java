package io.nightflow;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The integrators' route files of a gateway's directory. */
final class RouteFiles {
    private static final String GLOB = "*.camel.yaml";

    private RouteFiles() {}

    /** Camel's pattern for them. */
    static String pattern(Path directory) {
        return "file:" + folder(directory) + "/" + GLOB;
    }

    /** Refuses a folder without route files: Camel would run without routes and say nothing. */
    static void require(Path directory) throws SettingsException {
        Path folder = folder(directory);
        List<Path> files = new ArrayList<>();
        try {
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, GLOB)) {
                    found.forEach(files::add);
                }
            }
        } catch (IOException e) {
            throw new SettingsException(List.of("reading " + folder + ": " + e.getMessage()));
        }
        if (files.isEmpty()) {
            throw new SettingsException(List.of(folder + ": must hold route files " + GLOB
                    + " (got none). Copy them from the product's routes/, or name the gateway's folder with --dir"));
        }
    }

    private static Path folder(Path directory) {
        return directory.toAbsolutePath().normalize().resolve("routes");
    }
}
