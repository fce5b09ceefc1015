package io.nightflow.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an alert says, in the language of whoever reads it: from its kind and figures, by {@code words/alerts_XX.properties},
 * which have a sentence for each {@link ReasonKind}:
 *
 * <pre>
 * {0}   a figure, a name, or the words of a meter or a person: stays as it is
 * {w0}  a word of ours, such as flow, Tuesday or found: said by word.flow, answer.found
 * {p0}  phrases of ours with figures behind them, such as is busy: holding 3..6 (exception 6)
 * {e0}  counted events, such as 2 x low pressure, 1 x burst
 * (s)   an English plural, of the figure before it
 * </pre>
 */
public final class AlertWords {
    private static final String REASON = "reason.";
    private static final String WORD = "word.";
    private static final String EVENT = "event.";
    private static final String ANSWER = "answer.";
    /** {@code {0}}, {@code {w0}}, {@code {e0}} or {@code (s)}. */
    private static final Pattern PLACE = Pattern.compile("\\{([wep]?)(\\d)}|\\(s\\)");

    private static final Pattern PHRASE = Pattern.compile("(.*?)((?:: | \\().*)?");
    private static final Pattern COUNTED = Pattern.compile("(\\d+) x (.+)");

    private static final Map<Language, Properties> READ = new ConcurrentHashMap<>(); // from the jar, once

    /** In English, where no sensor has a label. */
    public static final AlertWords ENGLISH = new AlertWords(Language.EN, SensorId::text);

    private final Function<SensorId, String> labels;
    private final boolean isEnglish;
    private final Properties words;

    /** In this language; sensors and zones have these labels. */
    public AlertWords(Language language, MeteringPoints points) {
        this(language, points::label);
    }

    private AlertWords(Language language, Function<SensorId, String> labels) {
        this.labels = labels;
        isEnglish = language == Language.EN;
        words = read(language);
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
        return READ.computeIfAbsent(language, AlertWords::load);
    }

    private static Properties load(Language language) {
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
        return isEnglish
                ? event.words()
                : words.getProperty(EVENT + event.name().toLowerCase(Locale.ROOT), event.words());
    }

    /** The same by the name that it is stored with. */
    public String event(String stored) {
        return EventKind.find(stored).map(this::event).orElse(stored);
    }

    /** The sentence of a reason, or several that a semicolon parts; what this version does not know stays as it is stored. */
    public String sentence(Reason reason) {
        return reason.clauses().stream().map(this::sentence).collect(Collectors.joining("; "));
    }

    private String sentence(Reason.Clause clause) {
        String sentence = words.getProperty(REASON + clause.kind());
        return sentence == null
                ? Stream.concat(Stream.of(clause.kind()), clause.figures().stream())
                        .collect(Collectors.joining("|"))
                : filled(sentence, clause.figures());
    }

    private String filled(String sentence, List<String> figures) {
        String[] last = {""}; // figure
        return PLACE.matcher(sentence).replaceAll(place -> {
            if (place.group(2) == null) {
                return last[0].equals("1") ? "" : "s";
            }
            int number = Integer.parseInt(place.group(2));
            last[0] = number < figures.size() ? figures.get(number) : "";
            return Matcher.quoteReplacement(
                    switch (place.group(1)) {
                        case "w" -> word(last[0]);
                        case "e" -> events(last[0]);
                        case "p" -> phrases(last[0]);
                        default -> last[0];
                    });
        });
    }

    /** Each up to its colon or bracket is ours, what stands behind is a figure. */
    private String phrases(String english) {
        return Stream.of(english.split("; ", -1))
                .map(each -> {
                    Matcher parted = PHRASE.matcher(each);
                    return parted.matches() ? word(parted.group(1)) + parted.group(2) : each;
                })
                .collect(Collectors.joining("; "));
    }

    private String events(String counted) {
        return Stream.of(counted.split(", ", -1))
                .map(each -> COUNTED.matcher(each)
                        .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + " x " + event(found.group(2)))))
                .collect(Collectors.joining(", "));
    }

    private String word(String english) {
        return isEnglish
                ? english
                : words.getProperty(WORD + english, words.getProperty(ANSWER + english.replace(' ', '_'), english));
    }

    /** What a person said that it was, by the name that it is stored with. */
    public String answer(String stored) {
        return word(stored);
    }

    /** The same and who said so: {@code found by kim}. */
    public String answered(String stored, String who) {
        return filled(words.getProperty("word.answered"), List.of(stored, who));
    }

    /** Of an alert that announced work holds back. */
    public String planned() {
        return words.getProperty("word.planned");
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
