package io.nightflow.gateway;

import io.nightflow.detect.CriteriaFile;
import io.nightflow.forecast.LstmModel;
import io.nightflow.forecast.ModelCard;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.operate.Recently;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.Failures;
import io.nightflow.settings.Key;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.meters.BusCheck;
import io.nightflow.settings.meters.MeterProfiles;
import io.nightflow.settings.meters.SiteMeters;
import io.nightflow.site.DetectionWiring;
import io.nightflow.site.ForecastWiring;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What stands in a gateway's folder, checked without starting anything of it: lists, meters, criteria, routes, models. */
public final class FolderCheck {
    /** Whom it tells. */
    public interface Told {
        /** Of a part: its faults, or what is to be said where it has none. */
        void part(String part, List<String> faults, String fine);

        /** What may be meant, and is likely not. */
        default void warning(String words) {}
    }

    /** Reads a list; gives what is to be said of one without a fault. */
    @FunctionalInterface
    private interface Reading {
        String words() throws SettingsException;
    }

    private final Settings settings;
    private final Told told;
    private int faults;

    private FolderCheck(Settings settings, Told told) {
        this.settings = settings;
        this.told = told;
    }

    /** Looks at all of it. */
    public static void run(Settings settings, Optional<Path> routes, Told told) throws Exception {
        new FolderCheck(settings, told).run(routes);
    }

    /** The same for whoever looks often: it costs half a second of a core, so once a minute at most. */
    static Supplier<List<String>> remembered(Path folder) {
        return new Recently<>(() -> faultsOrWhyNot(folder), System::nanoTime, 60);
    }

    /** With what waits for a restart: to whoever looks at the gateway that runs it is one. */
    private static List<String> faultsOrWhyNot(Path folder) {
        try {
            List<String> all = new ArrayList<>(faults(folder));
            all.addAll(TakenSettings.waiting(folder));
            return all;
        } catch (Exception e) {
            return List.of("checking " + folder + ": " + Failures.words(e));
        }
    }

    /** All faults of a folder, its settings first; a line each. */
    static List<String> faults(Path folder) throws Exception {
        List<String> all = new ArrayList<>();
        try {
            run(Settings.read(folder), Optional.empty(), (part, faults, fine) -> all.addAll(faults));
        } catch (SettingsException e) {
            all.addAll(e.faults());
        }
        return all;
    }

    /** Those of its settings, lists and models, for a gateway that has no routes. */
    static List<String> faultsWithoutRoutes(Path folder) throws IOException {
        List<String> all = new ArrayList<>();
        try {
            FolderCheck check = new FolderCheck(Settings.read(folder), (part, faults, fine) -> all.addAll(faults));
            check.lists();
            check.tell("models", check.models(), "ok");
        } catch (SettingsException e) {
            all.addAll(e.faults());
        }
        return all;
    }

    private void run(Optional<Path> routes) throws Exception {
        lists();
        if (faults == 0) {
            routes(routes.orElseGet(() -> ThrowawayGateway.routes(settings)));
        } else {
            tell("routes", List.of(), "are checked once the lists are right");
        }
        tell("models", models(), "ok");
    }

    private void lists() {
        list("sensors", () -> SensorNews.words(SensorsFile.read(settings), settings));
        if (faults == 0) {
            list("meters", this::meters);
            list("criteria", this::seeds);
        }
        list("holidays", () -> {
            ForecastWiring.calendar(settings);
            return "ok";
        });
    }

    private void tell(String part, List<String> found, String fine) {
        faults += found.size();
        told.part(part, found, fine);
    }

    private void list(String part, Reading reading) {
        try {
            tell(part, List.of(), reading.words());
        } catch (SettingsException e) {
            tell(part, e.faults(), "");
        }
    }

    private String meters() throws SettingsException {
        List<String> found = MeterProfiles.of(settings).faultsOfOwn();
        if (!found.isEmpty()) {
            throw new SettingsException(found);
        }
        List<SiteMeter> meters = SiteMeters.read(settings, SensorsFile.read(settings));
        BusCheck.coarse(meters).forEach(told::warning);
        return meters.isEmpty() ? "none are asked" : String.join("; ", BusCheck.budgets(meters));
    }

    private String seeds() throws SettingsException {
        Map<String, CriteriaFile.Content> seeds = DetectionWiring.seeds(settings);
        Set<SensorId> listed = SensorsFile.read(settings).sensors();
        Set<SensorId> unlisted = new TreeSet<>();
        seeds.values().forEach(seed -> seed.criteria().keySet().forEach(key -> unlisted.add(key.sensor())));
        unlisted.removeAll(listed);
        String files = seeds.size() == 1 ? "1 file" : seeds.size() + " files";
        return listed.isEmpty() || unlisted.isEmpty()
                ? files
                : files + ", among them of sensors that are not listed: " + unlisted;
    }

    /** With the steps of a gateway whose database and staging directory lie in a folder that is thrown away. */
    private void routes(Path files) throws Exception {
        try {
            tell("routes", ThrowawayGateway.routeFaults(settings, files), "ok");
        } catch (SettingsException e) {
            tell("routes", e.faults(), "");
        }
    }

    private List<String> models() throws IOException {
        List<String> found = new ArrayList<>();
        Path shipped = settings.path(Key.FORECAST_MODELS);
        if (!Files.isDirectory(shipped)) {
            return List.of(shipped + ": is not there. Copy the product's config/models, or name another folder with "
                    + Key.FORECAST_MODELS.text());
        }
        try (DirectoryStream<Path> models = Files.newDirectoryStream(shipped, "*.onnx")) {
            for (Path model : models) {
                Path card = Path.of(model.toString().replaceFirst("\\.onnx$", ".json"));
                try {
                    byte[] bytes = Files.readAllBytes(model);
                    LstmModel.open(bytes, ModelCard.parse(Files.readAllBytes(card)))
                            .close();
                } catch (IOException | IllegalArgumentException e) {
                    found.add(model + ": " + Failures.words(e));
                }
            }
        }
        return found;
    }
}
