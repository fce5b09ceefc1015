package io.nightflow.detect.series;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Stage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Scores any series of values at any sampling interval, learning as it goes, with one setting for all: how far a row goes
 * beyond anything seen so far, relative to the range seen, added up over several {@link Feature features}. A record is
 * absorbed by setting it, so what lasts or comes again soon is no news; after a row that stood out the series rests. A score
 * depends on its row and those before it only.
 */
public final class SeriesScorer {
    private static final double UNIT = 0.05;
    private static final double EXCESS_MAX = 5;
    private static final double RANGE_MIN = 0.05; // of the range of the values
    private static final double LEVEL_MIN = 0.002; // of the largest value
    private static final double SPREAD_RANGE_MIN = 0.5;
    private static final double SPREAD_LEAST = 0.01;
    private static final double TINY = 1e-12;
    private static final double ALERT = 3;
    private static final double NOTED = 1;
    private static final double VALUE_MAX = 1e150;

    private final ZoneId zone;
    private final Features features = new Features();
    private final Map<Feature, SeenRange> seen = new EnumMap<>(Feature.class);
    private final Rest rest = new Rest(NOTED, ALERT);
    private long lastSecond = Long.MIN_VALUE;
    private double largest;

    /** In this zone, for times of day and of week. */
    public SeriesScorer(ZoneId zone) {
        this.zone = zone;
        for (Feature feature : Feature.values()) {
            seen.put(feature, new SeenRange());
        }
    }

    /**
     * What is said of a value.
     *
     * @param score 0 (as usual) to 1; 0.5 where an alert begins.
     * @param stage 0 to 4; 5 where nothing is known yet, or the row is odd.
     * @param reason a sentence; empty below stage 1.
     */
    public record Score(double score, Stage stage, String reason) {
        /** Of a row that is skipped. */
        public static final Score UNKNOWN = new Score(0, Stage.NOT_APPLICABLE, "");
    }

    /** Whether a row can be scored: it has a value, and its time is after that of the last one. */
    public boolean takes(long epochSecond, double value) {
        return Double.isFinite(value) && Math.abs(value) <= VALUE_MAX && epochSecond > lastSecond;
    }

    /** Scores the next row; one that cannot be taken changes nothing. */
    public Score score(long epochSecond, double value) {
        if (!takes(epochSecond, value)) {
            return Score.UNKNOWN;
        }
        lastSecond = epochSecond;
        largest = Math.max(largest, Math.abs(value));
        double width = range(Feature.VALUE).width();
        double[] row = features.of(local(epochSecond), value, SPREAD_LEAST * width + LEVEL_MIN * 0.1 * largest + TINY);
        boolean warm = range(Feature.VALUE).isWarm(epochSecond);
        double sum = 0;
        double most = 0;

        String words = "";
        for (Feature feature : Feature.values()) {
            double of = row[feature.ordinal()];
            if (Double.isNaN(of)) {
                continue;
            }
            SeenRange range = range(feature);
            double record = warm && range.isWarm(epochSecond) ? record(feature, of, range) : 0;
            if (record > most) {
                most = record;
                words = words(feature, of, range);
            }
            sum += record;
            range.add(epochSecond, of);
        }
        if (!warm) {
            return Score.UNKNOWN;
        }
        boolean told = rest.tells(epochSecond, sum);
        double shown = told ? sum : Math.min(sum, NOTED);
        Stage stage = told ? stage(sum) : Stage.NORMAL;
        return new Score(1 - Math.pow(2, -shown / ALERT), stage, stage == Stage.NORMAL ? "" : words);
    }

    private SeenRange range(Feature feature) {
        return Objects.requireNonNull(seen.get(feature));
    }

    private double record(Feature feature, double of, SeenRange range) {
        double least = feature == Feature.SPREAD
                ? SPREAD_RANGE_MIN
                : Math.max(Math.max(RANGE_MIN * range(Feature.VALUE).width(), LEVEL_MIN * largest), TINY);
        double excess = range.excess(of) / Math.max(range.width(), least);
        return feature.weight * Math.log1p(Math.min(excess, EXCESS_MAX) / UNIT);
    }

    private static Stage stage(double sum) {
        return sum >= 2 * ALERT
                ? Stage.SERIOUS
                : sum >= ALERT ? Stage.ALERT : sum >= 2 ? Stage.CAUTION : Stage.ATTENTION;
    }

    private static String words(Feature feature, double of, SeenRange range) {
        return feature.words + " is " + shown(of) + " (seen so far: " + shown(range.low()) + " to "
                + shown(range.high()) + ")";
    }

    private static String shown(double value) {
        double scale = Math.pow(10, 4 - Math.ceil(Math.log10(Math.max(TINY, Math.abs(value)))));
        return Decimal.text(Math.rint(value * scale) / scale);
    }

    private long local(long epochSecond) {
        return epochSecond
                + zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
    }
}
