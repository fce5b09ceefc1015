package io.nightflow.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sentence with places for values, such as {@code it lasted {0} minutes}. What stands between two values is taken where it
 * comes first, and nothing is tried twice: a text of others may be as long as it likes.
 */
final class SentencePattern {
    /** {@code {0}}, or with a letter that says what is done with it. */
    static final Pattern PLACE = Pattern.compile("\\{([we]?)(\\d)}");

    private static final String PLURAL = "(s)";

    private final List<String> between = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();

    private SentencePattern(String sentence) {
        Matcher place = PLACE.matcher(sentence);
        int from = 0;
        while (place.find()) {
            between.add(sentence.substring(from, place.start()));
            places.add(Integer.valueOf(place.group(2)));
            from = place.end();
        }
        between.add(sentence.substring(from));
    }

    /** Those of a sentence: one for each of its plurals and singulars. */
    static Stream<SentencePattern> of(String sentence) {
        int plural = sentence.indexOf(PLURAL);
        if (plural < 0) {
            return Stream.of(new SentencePattern(sentence));
        }
        String before = sentence.substring(0, plural);
        String behind = sentence.substring(plural + PLURAL.length());
        return Stream.of("", "s").flatMap(ending -> of(before + ending + behind));
    }

    /** How many characters are its own: the more, the better it says what a text is. */
    int ownLength() {
        return between.stream().mapToInt(String::length).sum();
    }

    /** The values of a text by their places; empty where it is another sentence. */
    Optional<Map<Integer, String>> values(String text) {
        String last = between.get(places.size());
        if (places.isEmpty()) {
            return text.equals(last) ? Optional.of(Map.of()) : Optional.empty();
        }
        int end = text.length() - last.length();
        int at = between.get(0).length();
        if (!text.startsWith(between.get(0)) || !text.endsWith(last)) {
            return Optional.empty();
        }
        Map<Integer, String> values = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            boolean isLast = i == places.size() - 1;
            int next = isLast ? end : text.indexOf(between.get(i + 1), at + 1);
            if (next <= at || next > end) {
                return Optional.empty();
            }
            values.put(places.get(i), text.substring(at, next));
            at = next + between.get(i + 1).length();
        }
        return Optional.of(values);
    }
}
