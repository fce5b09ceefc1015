package io.nightflow.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an alert says, in the language of whoever reads it. Stored are its kind, its figures and an English sentence, as wire,
 * tables and taps know it; in another language the same is said by the patterns of {@code words/alerts_XX.properties}, each
 * beside that of {@code alerts_en.properties} with the same name:
 *
 * <pre>
 * {0}   a figure, a name, or the words of a meter or a person: stays as it is
 * {w0}  a word of ours, such as flow, Tuesday or found: said by word.flow, answer.found
 * {e0}  counted events, such as 2 x low pressure, 1 x burst
 * (s)   an English plural
 * </pre>
 */
public final class AlertWords {
    private static final String BETWEEN = "; ";
    private static final String WORD = "word.";
    private static final String EVENT = "event.";
    private static final String ANSWER = "answer.";
    private static final Pattern COUNTED = Pattern.compile("(\\d+) x (.+)");

    /** In English, where no sensor has a label. */
    public static final AlertWords ENGLISH = new AlertWords(Language.EN, SensorId::text);

    private final Function<SensorId, String> labels;
    private final Properties words;
    private final List<Told> told;

    /** An English sentence, and how the other language says it. */
    private record Told(SentencePattern english, String other) {}

    /** In this language; sensors and zones have these labels. */
    public AlertWords(Language language, MeteringPoints points) {
        this(language, points::label);
    }

    private AlertWords(Language language, Function<SensorId, String> labels) {
        this.labels = labels;
        words = read(language);
        Properties english = language == Language.EN ? new Properties() : read(Language.EN);
        told = english.stringPropertyNames().stream()
                .filter(name -> !name.startsWith(WORD) && !isName(name))
                .flatMap(name -> SentencePattern.of(english.getProperty(name))
                        .map(pattern -> new Told(pattern, words.getProperty(name))))
                .sorted(Comparator.comparingInt(each -> -each.english().ownLength()))
                .toList();
    }

    /** How events and answers are called, such as {@code event.no_flow}, for lists and charts. */
    public static Map<String, String> names(Language language) {
        Properties words = read(language);
        return words.stringPropertyNames().stream()
                .filter(AlertWords::isName)
                .collect(Collectors.toMap(name -> name, words::getProperty));
    }

    private static boolean isName(String name) {
        return name.startsWith(EVENT) || name.startsWith(ANSWER);
    }

    static Properties read(Language language) {
        Properties words = new Properties();
        String file = "/words/alerts_" + language.code() + ".properties";
        try (InputStream in = AlertWords.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("the program has no " + file);
            }
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the words of alerts", e);
        }
        return words;
    }

    /** What happens, such as {@code leak}. */
    public String event(EventKind event) {
        return told.isEmpty()
                ? event.words()
                : words.getProperty(EVENT + event.name().toLowerCase(Locale.ROOT), event.words());
    }

    /** The same by the name that it is stored with. */
    public String event(String stored) {
        return EventKind.find(stored).map(this::event).orElse(stored);
    }

    /** The sentence of an alert, or several that a semicolon parts; what is not known stays English. */
    public String sentence(String english) {
        List<String> parts = List.of(english.split(BETWEEN, -1));
        List<String> known = parts.stream().flatMap(part -> said(part).stream()).toList();
        if (known.size() == parts.size()) {
            return String.join(BETWEEN, known);
        }
        return said(english) // one that has a semicolon itself, or words of others that have
                .orElseGet(() ->
                        parts.stream().map(part -> said(part).orElse(part)).collect(Collectors.joining(BETWEEN)));
    }

    private Optional<String> said(String english) {
        return told.isEmpty()
                ? Optional.of(english)
                : told.stream()
                        .flatMap(each -> each.english().values(english).stream().map(found -> filled(each, found)))
                        .findFirst();
    }

    private String filled(Told sentence, Map<Integer, String> values) {
        return SentencePattern.PLACE.matcher(sentence.other()).replaceAll(place -> {
            String value = values.getOrDefault(Integer.valueOf(place.group(2)), "");
            return Matcher.quoteReplacement(
                    switch (place.group(1)) {
                        case "w" -> word(value);
                        case "e" -> events(value);
                        default -> value;
                    });
        });
    }

    private String events(String counted) {
        return Stream.of(counted.split(", ", -1))
                .map(each -> COUNTED.matcher(each)
                        .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + " x " + event(found.group(2)))))
                .collect(Collectors.joining(", "));
    }

    private String word(String english) {
        return words.getProperty(WORD + english, words.getProperty(ANSWER + english.replace(' ', '_'), english));
    }

    /** What a person said that it was, by the name that it is stored with. */
    public String answer(String stored) {
        return told.isEmpty() ? stored : word(stored);
    }

    /** Whether it starts or ends. */
    public String state(boolean isEnd) {
        return words.getProperty(isEnd ? "word.ends" : "word.starts");
    }

    /** What people call a sensor or a zone. */
    public String label(SensorId sensor) {
        return labels.apply(sensor);
    }

    /** A sensor, zone or line by its label and its id. */
    public String whose(SensorId sensor) {
        String label = label(sensor);
        return label.equals(sensor.text()) ? label : label + " (" + sensor + ")";
    }

    /** Whose alert it is and what begins or ends: the head of a line or the subject of a mail. */
    public String title(Alert alert) {
        return whose(alert.sensor()) + " " + event(alert.event()) + " " + state(alert.isEnd());
    }

    /** All of an alert in one line. */
    public String line(Alert alert) {
        return title(alert) + ": " + sentence(alert.reason());
    }

    /** The same with its time. */
    public String line(Alert alert, String time) {
        return title(alert) + " " + time + ": " + sentence(alert.reason());
    }
}
