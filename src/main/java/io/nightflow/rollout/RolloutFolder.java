package io.nightflow.rollout;

import io.nightflow.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a gateway's folder that roll-outs change, and what they were before:
 *
 * <pre>
 * rollout/state                            {@link RolloutState}
 * rollout/check/..                         config and routes as they would be, for the check
 * rollout/kept/2026-11-29a/config/..       what that version replaced
 * rollout/kept/2026-11-29a/absent          paths that were not there before it
 * rollout/kept/2026-11-29a/models          the models that were in use before it, a line quantity:version each
 * </pre>
 */
final class RolloutFolder {
    private static final String OWN_SETTINGS = "config/nightflow.properties";
    private static final int KEPT_MAX = 5;

    private final Path folder;
    private final Path keys;

    /**
     * Of a gateway.
     *
     * @param keys its file of public keys, if it has one.
     */
    RolloutFolder(Path folder, Optional<Path> keys) {
        this.folder = folder;
        this.keys = keys.orElse(folder.resolve("rollout/keys"));
    }

    /**
     * How far it is.
     *
     * @throws IOException the disk failed.
     */
    RolloutState state() throws IOException {
        Path file = folder.resolve("rollout/state");
        if (!Files.exists(file)) {
            return RolloutState.NEW;
        }
        try {
            return RolloutState.parse(Files.readString(file));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            String why = file + " cannot be read: nothing is taken. Delete it, if you are sure of who sends roll-outs";
            return RolloutState.NEW.unreadable(why); // none is above its highest
        }
    }

    void save(RolloutState state) throws IOException {
        Durable.write(folder.resolve("rollout/state"), state.encode());
    }

    /** A copy of config and routes with a roll-out in it, to be checked; the one of before is deleted. */
    Path trial(RolloutBundle bundle) throws IOException {
        Path trial = folder.resolve("rollout/check");
        Durable.deleteAll(trial);
        for (String part : List.of("config", "routes")) {
            copy(folder.resolve(part), trial.resolve(part));
        }
        change(trial, bundle);
        return trial;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            all = files.toList(); // a folder before what is in it
        }
        for (Path each : all) {
            Path target = to.resolve(from.relativize(each).toString());
            if (Files.isDirectory(each)) {
                Files.createDirectories(target);
            } else {
                Files.copy(each, target);
            }
        }
    }

    /** Keeps what a roll-out will replace; nothing of the gateway's own is changed. */
    void keep(RolloutBundle bundle, List<String> modelsInUse) throws IOException {
        Path kept = kept(bundle.version());
        Durable.deleteAll(kept);
        List<String> absent = new ArrayList<>();
        for (String path : touched(bundle)) {
            Path own = own(folder, path);
            if (Files.exists(own)) {
                Durable.write(kept.resolve(path), Files.readAllBytes(own));
            } else {
                absent.add(path);
            }
        }
        Durable.write(kept.resolve("models"), String.join("\n", modelsInUse).getBytes(StandardCharsets.UTF_8));
        Durable.write(kept.resolve("absent"), String.join("\n", absent).getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> touched(RolloutBundle bundle) {
        Set<String> touched = new TreeSet<>(bundle.gone());
        touched.addAll(bundle.files().keySet());
        if (touched.remove(RolloutBundle.SETTINGS)) {
            touched.add(OWN_SETTINGS);
        }
        return touched;
    }

    /** Puts it into the gateway's own folder; each file is whole, of before or of after. */
    void swap(RolloutBundle bundle) throws IOException {
        change(folder, bundle);
    }

    private void change(Path base, RolloutBundle bundle) throws IOException {
        for (Map.Entry<String, byte[]> file : new TreeMap<>(bundle.files()).entrySet()) {
            if (file.getKey().equals(RolloutBundle.SETTINGS)) {
                Path own = base.resolve(OWN_SETTINGS);
                String changed = SettingsLines.into(
                        Files.exists(own) ? text(own) : "",
                        new String(file.getValue(), StandardCharsets.UTF_8),
                        bundle.version());
                Durable.write(own, changed.getBytes(StandardCharsets.UTF_8));
            } else {
                Durable.write(own(base, file.getKey()), file.getValue());
            }
        }
        for (String path : bundle.gone()) {
            Durable.delete(own(base, path));
        }
    }

    private static String text(Path own) throws IOException {
        try {
            return Files.readString(own).replaceFirst("^\\uFEFF", "");
        } catch (CharacterCodingException e) {
            throw new IOException(own + " is no UTF-8 text: save it so first", e);
        }
    }

    /** What the settings would say otherwise than they should; a sentence each. */
    List<String> differences(RolloutBundle bundle) throws SettingsException {
        byte[] lines = bundle.files().get(RolloutBundle.SETTINGS);
        return lines == null
                ? List.of()
                : SettingsLines.differences(
                        folder.resolve(OWN_SETTINGS),
                        folder.resolve("rollout/check").resolve(OWN_SETTINGS),
                        new String(lines, StandardCharsets.UTF_8));
    }

    /** Where a path of a roll-out lies; the keys lie where the settings say, and in a trial nowhere that counts. */
    private Path own(Path base, String path) {
        return path.equals(RolloutBundle.KEYS) && base.equals(folder) ? keys : base.resolve(path);
    }

    /** Puts back what a version replaced; does no harm when it is done again. */
    void restore(String version) throws IOException {
        restore(version, true);
    }

    /** The same, and who is believed stays as it is where somebody wants a way back: an old key may be one that was lost. */
    void restore(String version, boolean withKeys) throws IOException {
        Path kept = kept(version);
        if (!Files.exists(kept.resolve("absent"))) {
            return; // it was not kept whole, so nothing was changed yet
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(kept)) {
            all = files.filter(Files::isRegularFile).toList();
        }
        for (Path each : all) {
            String path = kept.relativize(each).toString();
            boolean isKeys = path.equals(RolloutBundle.KEYS);
            if (path.equals(OWN_SETTINGS) || (RolloutBundle.isPath(path) && (withKeys || !isKeys))) {
                Durable.write(own(folder, path), Files.readAllBytes(each));
            }
        }
        for (String path : lines(kept.resolve("absent"))) {
            Durable.delete(own(folder, path));
        }
    }

    /** The models that were in use before a version, {@code quantity:version} each. */
    List<String> modelsBefore(String version) throws IOException {
        return lines(kept(version).resolve("models"));
    }

    boolean isKept(String version) {
        return Files.exists(kept(version).resolve("absent"));
    }

    /** Keeps room: what only the oldest versions replaced goes. */
    void forgetOldest(List<String> history) throws IOException {
        for (int i = 0; i < history.size() - KEPT_MAX; i++) {
            Durable.deleteAll(kept(history.get(i)));
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .toList()
                : List.of();
    }

    private Path kept(String version) {
        return folder.resolve("rollout/kept").resolve(version);
    }
}
