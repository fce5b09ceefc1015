package io.nightflow.page;

import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the page, from the class path: none is made elsewhere, none is asked for from another host. All but the
 * first lie under a name that changes with their content, so that a browser may keep them for ever.
 */
public final class PageFiles {
    /** The languages of the page: its words stand in {@code words_XX.properties}, names of events beside the words of alerts. */
    public static final List<String> LANGUAGES =
            Stream.of(Language.values()).map(Language::code).toList();

    private static final String PLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final int NAME_LENGTH = 12;
    private static final List<String> OWN = List.of(
            "page.css",
            "main.js",
            "view.js",
            "site.js",
            "sensor.js",
            "chart.js",
            "alerts.js",
            "gateway.js",
            "report.js");

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String version;
    private final String index;

    /** Those of a gateway's page. */
    public PageFiles() {
        this("index.html");
    }

    /** The same behind another first file, with what it needs beside them. */
    public PageFiles(String first, String... more) {
        Stream.concat(OWN.stream(), Stream.of(more)).forEach(name -> files.put(name, bytes("/page/" + name)));
        files.put("uPlot.js", bytes(PLOT + "uPlot.iife.min.js"));
        files.put("uPlot.css", bytes(PLOT + "uPlot.min.css"));
        version = version(files);
        index = new String(bytes("/page/" + first), StandardCharsets.UTF_8);
    }

    /** The first file: names the others by their version, and tells them what they need to change anything. */
    public String index(String token) {
        return index.replace("{{version}}", version).replace("{{token}}", token);
    }

    /** The name under which the others lie. */
    public String version() {
        return version;
    }

    /** A file, such as {@code page.css}. */
    public Optional<byte[]> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** All of them. */
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** What a browser is told of its kind. */
    public static String type(String name) {
        return name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
    }

    /** The words of a language, by their names; empty where the page does not speak it. */
    public static Map<String, Object> words(String language) {
        Properties words = new Properties();
        if (LANGUAGES.contains(language)) {
            try (InputStream in = open("/page/words_" + language + ".properties")) {
                words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("reading the words of the page", e);
            }
        }
        Map<String, Object> sorted = new TreeMap<>();
        words.stringPropertyNames().forEach(name -> sorted.put(name, words.getProperty(name)));
        Language.find(language).ifPresent(each -> sorted.putAll(AlertWords.names(each)));
        return sorted;
    }

    private static byte[] bytes(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the page", e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = PageFiles.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("the program has no " + name);
        }
        return in;
    }

    private static String version(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
