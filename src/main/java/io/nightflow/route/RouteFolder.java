package io.nightflow.route;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What lies in a folder of routes. Hidden files are none of ours: editors leave locks and macOS its own beside the files.
 *
 * @param files the route files, by name.
 * @param foreign what looks like a route file and is not taken, in words.
 */
public record RouteFolder(List<Path> files, List<String> foreign) {
    private static final String ENDING = ".camel.yaml";
    private static final String CASES = ".cases"; // what a route is tried with
    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("(?i).*\\.(ya?ml|camel\\.ya?ml\\.txt)");

    /**
     * Lists a folder.
     *
     * @throws IOException it cannot be read.
     */
    public static RouteFolder of(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        for (Path path : entries(folder)) {
            String name = path.getFileName().toString();
            if (name.endsWith(ENDING)) { // first: this is asked for twice a second, for years
                files.add(path);
            } else if (Files.isDirectory(path)) {
                if (!name.endsWith(CASES) && !of(path).files().isEmpty()) {
                    foreign.add(path + ": is not taken: route files must lie in " + folder + " itself");
                }
            } else if (LOOKS_LIKE_ONE.matcher(name).matches()) {
                foreign.add(path + ": is not taken: the name of a route file must end with " + ENDING);
            }
        }
        return new RouteFolder(files, foreign);
    }

    /**
     * The route files of a folder as they stand, by name.
     *
     * @throws IOException it cannot be read.
     */
    public static List<RouteFile> read(Path folder) throws IOException {
        List<RouteFile> read = new ArrayList<>();
        for (Path path : of(folder).files()) {
            read.add(RouteFile.read(path));
        }
        return read;
    }

    private static TreeSet<Path> entries(Path folder) throws IOException {
        TreeSet<Path> entries = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path path : found) {
                if (!path.getFileName().toString().startsWith(".")) {
                    entries.add(path);
                }
            }
        }
        return entries;
    }
}
