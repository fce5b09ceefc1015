package io.nightflow.rollout;

import io.nightflow.forecast.ModelCard;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is rolled out, as one message; the last line signs all before it:
 *
 * <pre>
 * #rollout 1 serial=1795189560 version=2026-11-29a gateways=*
 * #file config/models/flow.onnx bytes=81233
 * (as many bytes, and a line feed)
 * #file settings bytes=27
 * detect.cron = 0 * * * * ?
 * #gone routes/old.camel.yaml
 * #signature key=3f2a9c0d11e2b4a7 ed25519=base64..
 * </pre>
 *
 * <p>A way back has a line {@code #back 2026-11-20b} and no files.
 *
 * @param serial rises with each: a gateway takes none that is not above the last one that it took.
 * @param version by which people call it.
 * @param gateways for which it is: all where it is empty.
 * @param files new contents by path; {@code settings} are lines for the gateway's own settings, {@code keys} the keys that it
 *     believes from now on.
 * @param gone files that are to go.
 * @param back the version to go back to.
 */
public record RolloutBundle(
        long serial,
        String version,
        Set<String> gateways,
        Map<String, byte[]> files,
        Set<String> gone,
        Optional<String> back) {
    /** The lines that change the gateway's own settings. */
    public static final String SETTINGS = "settings";

    /** The public keys that it believes from now on. */
    public static final String KEYS = "keys";

    /** What a gateway has that nothing was rolled out to. */
    public static final String INSTALLED = "installed";

    /** The most that one may hold. */
    public static final int BYTES_MAX = 4 * 1_048_576;

    private static final int LENGTH_MAX = 40;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,60}";
    /** What a gateway may be called. */
    public static final String GATEWAY = "[A-Za-z0-9][A-Za-z0-9_-]{0,31}";

    private static final Pattern PATH = Pattern.compile(
            "settings|keys|config/" + NAME + "\\.csv|config/models/" + NAME + "\\.(onnx|json)|config/meters/" + NAME
                    + "\\.yaml|config/criteria/" + NAME + "\\.csv|routes/" + NAME + "\\.camel\\.yaml");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,59}");
    private static final Pattern HEAD =
            Pattern.compile("#rollout 1 serial=(\\d{1,15}) version=(\\S{1,60}) gateways=(\\S{1,100000})");
    private static final Pattern FILE = Pattern.compile("#file (\\S{1,200}) bytes=(\\d{1,8})");

    /** What cannot be read; the message says why. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String reason) {
            super(reason);
        }
    }

    /** Copies what it is given. */
    public RolloutBundle {
        gateways = Set.copyOf(gateways);
        files = new TreeMap<>(files);
        gone = Set.copyOf(gone);
    }

    /** Whether a file may be rolled out under this name: no other is ever written. */
    public static boolean isPath(String path) {
        return PATH.matcher(path).matches();
    }

    /** Whether a file may be taken away: who is believed, and the settings, are changed and never taken away. */
    public static boolean mayGo(String path) {
        return isPath(path) && !path.equals(KEYS) && !path.equals(SETTINGS);
    }

    /** What every gateway would refuse of its settings; a sentence each. */
    public List<String> faults() {
        return SettingsLines.faults(
                new String(files.getOrDefault(SETTINGS, new byte[0]), StandardCharsets.UTF_8), true);
    }

    /** Whether a version may be called so. */
    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches() && text.length() <= LENGTH_MAX && !text.equals(INSTALLED);
    }

    /** Whether it is for a gateway. */
    public boolean isFor(String gateway) {
        return gateways.isEmpty() || gateways.contains(gateway);
    }

    /** Whether it brings or takes away a route, which is code. */
    public boolean changesRoutes() {
        return files.keySet().stream().anyMatch(path -> path.startsWith("routes/"))
                || gone.stream().anyMatch(path -> path.startsWith("routes/"));
    }

    /** The models that it brings, {@code quantity:version} each. */
    List<String> models() {
        return files.entrySet().stream()
                .filter(file -> file.getKey().matches("config/models/.*\\.json"))
                .map(file -> ModelCard.parse(file.getValue()))
                .map(card -> card.quantity() + ":" + card.version())
                .toList();
    }

    /** All but the signature. */
    byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String all = gateways.isEmpty() ? "*" : String.join(",", new TreeSet<>(gateways));
        line(body, "#rollout 1 serial=" + serial + " version=" + version + " gateways=" + all);
        back.ifPresent(to -> line(body, "#back " + to));
        new TreeSet<>(gone).forEach(path -> line(body, "#gone " + path));
        files.forEach((path, content) -> {
            line(body, "#file " + path + " bytes=" + content.length);
            body.writeBytes(content);
            body.write('\n');
        });
        return body.toByteArray();
    }

    private static void line(ByteArrayOutputStream body, String line) {
        body.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what stands before the signature. */
    static RolloutBundle parse(byte[] body) throws MalformedException {
        Reader reader = new Reader(body);
        Matcher head = HEAD.matcher(reader.line());
        if (!head.matches() || !VERSION.matcher(head.group(2)).matches()) {
            throw new MalformedException("its first line is not that of a roll-out");
        }
        Map<String, byte[]> files = new TreeMap<>();
        Set<String> gone = new TreeSet<>();
        Optional<String> back = Optional.empty();
        while (!reader.isAtEnd()) {
            String line = reader.line();
            Matcher file = FILE.matcher(line);
            if (file.matches()) {
                files.put(path(file.group(1)), reader.content(Integer.parseInt(file.group(2))));
            } else if (line.startsWith("#gone ")) {
                String path = path(line.substring("#gone ".length()));
                if (!mayGo(path)) {
                    throw new MalformedException(path + " is never taken away");
                }
                gone.add(path);
            } else if (line.startsWith("#back ")) {
                back = Optional.of(line.substring("#back ".length()));
            } else {
                throw new MalformedException(
                        "there is no line such as " + line.substring(0, Math.min(60, line.length())));
            }
        }
        Set<String> gateways = new TreeSet<>();
        if (!head.group(3).equals("*")) {
            gateways.addAll(List.of(head.group(3).split(",", -1)));
            if (!gateways.stream().allMatch(each -> each.matches(GATEWAY))) {
                throw new MalformedException("its first line names a gateway that cannot be");
            }
        }
        return new RolloutBundle(Long.parseLong(head.group(1)), head.group(2), gateways, files, gone, back);
    }

    private static String path(String path) throws MalformedException {
        if (!isPath(path)) {
            throw new MalformedException("a file " + path + " is never rolled out");
        }
        return path;
    }

    /** Takes it apart. */
    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean isAtEnd() {
            return at >= bytes.length;
        }

        String line() throws MalformedException {
            int end = at;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end == bytes.length) {
                throw new MalformedException("a line of it has no end");
            }
            String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
            at = end + 1;
            return line;
        }

        byte[] content(int length) throws MalformedException {
            if (length >= bytes.length - at || bytes[at + length] != '\n') {
                throw new MalformedException("it ends within a file");
            }
            byte[] content = Arrays.copyOfRange(bytes, at, at + length);
            at += length + 1;
            return content;
        }
    }
}
