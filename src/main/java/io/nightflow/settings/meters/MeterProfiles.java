package io.nightflow.settings.meters;

import io.nightflow.meter.profile.Profile;
import io.nightflow.settings.Failures;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.SpellingHint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The profiles that are there: those of the product, and those of the site in {@code config/meters}, which win. */
public final class MeterProfiles {
    private final Map<String, Path> files;
    private final Path own;

    private MeterProfiles(Map<String, Path> files, Path own) {
        this.files = files;
        this.own = own;
    }

    /**
     * Of this product and site.
     *
     * @throws SettingsException a folder cannot be read.
     */
    public static MeterProfiles of(Settings settings) throws SettingsException {
        Path own = settings.directory().resolve("config").resolve("meters");
        Map<String, Path> files = new TreeMap<>();
        add(files, Path.of(System.getProperty("nightflow.home", ".")).resolve("meters"));
        add(files, own);
        return new MeterProfiles(files, own);
    }

    private static void add(Map<String, Path> files, Path folder) throws SettingsException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> String.valueOf(file.getFileName()).matches("[A-Za-z0-9].*[.]ya?ml"))
                    .forEach(file -> files.put(ProfileFile.kind(file), file));
        } catch (IOException e) {
            throw new SettingsException(List.of("reading " + folder + ": " + Failures.words(e)));
        }
    }

    /** Their names. */
    public List<String> kinds() {
        return List.copyOf(files.keySet());
    }

    /** Where one lies. */
    public Optional<Path> file(String kind) {
        return Optional.ofNullable(files.get(kind));
    }

    /** Whether one is the site's. */
    public boolean isOwn(String kind) {
        return file(kind).filter(file -> file.startsWith(own)).isPresent();
    }

    /**
     * The profile of this name.
     *
     * @throws SettingsException there is none, or it is wrong; with all faults.
     */
    public Profile read(String kind) throws SettingsException {
        Path file = files.get(kind);
        if (file == null) {
            throw new SettingsException(List.of("profile " + kind + ": is not there"
                    + SpellingHint.question(kind, files.keySet()) + " Those that are: " + String.join(", ", kinds())
                    + "; write " + own.resolve(kind + ".yaml") + " for another meter"));
        }
        return ProfileFile.read(file);
    }

    /** What is wrong with the profiles of the site. */
    public List<String> faultsOfOwn() {
        List<String> faults = new ArrayList<>();
        for (String kind : kinds()) {
            try {
                if (isOwn(kind)) {
                    read(kind);
                }
            } catch (SettingsException e) {
                faults.addAll(e.faults());
            }
        }
        return faults;
    }
}
