package io.nightflow.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ways to forecast one quantity, best first. A way is named by its baseline's word or by {@code lstm-} and the version
 * of the model. Ways that were scored come by their error; before that the model comes first and then what is safest.
 *
 * @param words names, best first.
 */
public record ForecasterRanking(List<String> words) {
    /** What the name of a model begins with. */
    public static final String MODEL_PREFIX = "lstm-";

    private static final List<NaiveForecast> SAFEST_FIRST =
            List.of(NaiveForecast.CORRECTED_MEAN, NaiveForecast.MEAN_OF_4_WEEKS, NaiveForecast.LAST_WEEK);

    /**
     * Orders the ways.
     *
     * @param errors mean errors of those that were scored on enough hours.
     * @param model the name of the model that runs.
     */
    public static ForecasterRanking ranked(Map<String, Double> errors, Optional<String> model) {
        Stream<String> known =
                Stream.concat(model.stream(), Stream.of(NaiveForecast.values()).map(NaiveForecast::word));
        List<String> words = new ArrayList<>(known.filter(errors::containsKey)
                .sorted(Comparator.comparingDouble(errors::get))
                .toList());
        if (model.isPresent() && !words.contains(model.get())) {
            words.add(errors.isEmpty() ? 0 : words.size(), model.get());
        }
        SAFEST_FIRST.stream()
                .map(NaiveForecast::word)
                .filter(word -> !words.contains(word))
                .forEach(words::add);
        return new ForecasterRanking(words);
    }

    /** What was chosen, and what it says. */
    public record Choice(String way, WeekAhead ahead) {
        /** No way knows anything. */
        public static final Choice NONE = new Choice("none", WeekAhead.UNKNOWN);
    }

    /** The best way that knows something of this window; {@code ofModel} is what the model says of it. */
    public Choice choose(Window window, WeekAhead ofModel) {
        for (String word : words) {
            WeekAhead ahead = NaiveForecast.find(word)
                    .map(baseline -> WeekAhead.of(baseline, window))
                    .orElse(ofModel);
            if (ahead.isKnown()) {
                return new Choice(word, ahead);
            }
        }
        return Choice.NONE;
    }
}
