package io.nightflow.site;

import io.nightflow.detect.CriteriaFile;
import io.nightflow.detect.CriteriaRecords;
import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.DetectionRules;
import io.nightflow.detect.MinuteStore;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.detect.RefreshCriteria;
import io.nightflow.detect.ResultRows;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.night.JudgeNights;
import io.nightflow.night.MeasureNightFlow;
import io.nightflow.night.NightRecords;
import io.nightflow.night.NightWindow;
import io.nightflow.night.NightWindows;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.Failures;
import io.nightflow.settings.Key;
import io.nightflow.settings.ListFile;
import io.nightflow.settings.Setting;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.table.KnownLists;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes the parts of detection and of night flow from the settings. */
public final class DetectionWiring {
    private DetectionWiring() {}

    static DetectionRules rules(Settings settings) throws SettingsException {
        HourCalendar calendar = ForecastWiring.calendar(settings);
        return new DetectionRules(
                settings.zone(),
                settings.get(Key.DETECT_VALUE_MODE) == Key.ValueMode.PERCENTILE,
                settings.get(Key.ALERT_STAGE),
                Math.toIntExact(settings.get(Key.ALERT_REST).toMinutes()),
                Math.toIntExact(settings.get(Key.ALERT_LEARN_AFTER).toMinutes()),
                settings.get(Key.ALERT_A_WEEK),
                calendar::isHolidayOn);
    }

    static NightWindows nights(Settings settings, MeteringPoints points) throws SettingsException {
        return new NightWindows(
                window(settings, Key.NIGHT_START, Key.NIGHT_END),
                window(settings, Key.NIGHT_MINIMUM_START, Key.NIGHT_MINIMUM_END),
                points,
                ForecastWiring.calendar(settings)::isHolidayOn,
                settings.get(Key.NIGHT_USUAL_AFTER));
    }

    private static NightWindow window(Settings settings, Setting<LocalTime> start, Setting<LocalTime> end) {
        return new NightWindow(settings.get(start), settings.get(end), settings.zone());
    }

    /** Judges each minute that has ended; what goes out of it is made by {@code rows}. */
    public static DetectOutliers judge(
            Settings settings, MinuteStore store, MeteringPoints points, ResultRows rows, InstantSource clock)
            throws SettingsException {
        return new DetectOutliers(
                store,
                new OutlierDetector(rules(settings)),
                points,
                nights(settings, points),
                rows,
                settings.get(Key.DETECT_SILENT_AFTER),
                clock);
    }

    /** Measures each ten minutes of the night, and judges the night. */
    public static MeasureNightFlow measure(
            Settings settings, NightRecords store, MeteringPoints points, InstantSource clock)
            throws SettingsException {
        NightWindows nights = nights(settings, points);
        Duration grace = settings.get(Key.NIGHT_GRACE);
        return new MeasureNightFlow(store, nights, new JudgeNights(nights, points, grace, clock), grace, clock);
    }

    /** Builds criteria by the span and the age of the settings. */
    public static RefreshCriteria refresh(Settings settings, CriteriaRecords store, InstantSource clock)
            throws SettingsException {
        return new RefreshCriteria(
                store,
                rules(settings),
                settings.get(Key.CRITERIA_SPAN),
                settings.get(Key.CRITERIA_REFRESH_AFTER),
                clock);
    }

    /**
     * Reads the seed files, each by its name.
     *
     * @throws SettingsException with all faults at once, each with file and line.
     */
    public static Map<String, CriteriaFile.Content> seeds(Settings settings) throws SettingsException {
        Path folder = settings.path(Key.CRITERIA_FOLDER);
        Map<String, CriteriaFile.Content> seeds = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        try {
            for (Path file : files(folder)) {
                CriteriaFile.Content content = CriteriaFile.parse(ListFile.lines(file, KnownLists.CRITERIA));
                content.faults().forEach(fault -> faults.add(file + fault));
                seeds.put(String.valueOf(file.getFileName()), content);
            }
        } catch (IOException e) {
            faults.add("reading " + folder + ": " + Failures.words(e));
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return seeds;
    }

    private static Set<Path> files(Path folder) throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + ": must be a folder of seed files");
        }
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
                found.forEach(file -> {
                    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                    if (name.endsWith(".csv") && !name.startsWith(".")) {
                        files.add(file);
                    }
                });
            }
        }
        return files;
    }
}
