package io.nightflow.evaluate;

import io.nightflow.reading.Minute;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Something that is put into a series.
 *
 * @param kind what.
 * @param from its first minute.
 * @param to the minute after its last.
 * @param size its measure, see {@link Kind}.
 */
record Injection(Kind kind, Minute from, Minute to, double size) {
    /** What can be put in. */
    enum Kind {
        /** More flow by {@code size} of the zone's mean, all at once. */
        BURST,
        /** More flow, growing to {@code size} of the zone's mean. */
        LEAK,
        /** The same value for all of the time. */
        STUCK,
        /** One minute of {@code size} times the flow. */
        SPIKE,
        /** No reading. */
        GAP
    }

    private static final double[] BURST_SIZES = {0.1, 0.2, 0.5};
    private static final int[] BURST_HOURS = {1, 2, 3, 6};
    private static final int PAUSE_MINUTES = 300;
    private static final int PAUSE_SPREAD = 420;
    private static final int LEAK_DAYS = 14;
    private static final int LEAK_PAUSE_DAYS = 14;
    private static final int DAY = 1_440;

    /** Bursts, stuck meters, spikes and gaps, one every 5 to 18 hours. */
    static List<Injection> shortOnes(Minute from, Minute to, long seed) {
        Random random = new Random(seed);
        List<Injection> plan = new ArrayList<>();
        int number = 0;
        Minute at = from.plus(PAUSE_MINUTES + random.nextInt(PAUSE_SPREAD));
        while (at.plus(DAY).isBefore(to)) {
            Injection one = shortOne(number, at, random);
            plan.add(one);
            at = one.to().plus(PAUSE_MINUTES + random.nextInt(PAUSE_SPREAD));
            number++;
        }
        return plan;
    }

    private static Injection shortOne(int number, Minute at, Random random) {
        return switch (number % 12) {
            case 5, 11 ->
                random.nextBoolean()
                        ? new Injection(Kind.STUCK, at, at.plus(120 + random.nextInt(240)), 0)
                        : new Injection(Kind.SPIKE, at, at.plus(1), 3 + 10 * random.nextDouble());
            case 6 -> new Injection(Kind.GAP, at, at.plus(30 + random.nextInt(150)), 0);
            default -> {
                int hours = BURST_HOURS[random.nextInt(BURST_HOURS.length)];
                yield new Injection(Kind.BURST, at, at.plus(60L * hours), BURST_SIZES[number % 3]);
            }
        };
    }

    /** Leaks that grow for 14 days to 20 % of the mean, are mended, and come again 14 days later. */
    static List<Injection> leaks(Minute from, Minute to) {
        List<Injection> plan = new ArrayList<>();
        Minute at = from.plus((long) LEAK_PAUSE_DAYS * DAY);
        while (at.plus((long) LEAK_DAYS * DAY).isBefore(to)) {
            plan.add(new Injection(Kind.LEAK, at, at.plus((long) LEAK_DAYS * DAY), 0.2));
            at = at.plus((long) (LEAK_DAYS + LEAK_PAUSE_DAYS) * DAY);
        }
        return plan;
    }

    boolean holds(Minute minute) {
        return !minute.isBefore(from) && minute.isBefore(to);
    }

    /** The flow with this put in; {@code before} is the flow when it began. */
    double change(Minute minute, double flow, double mean, double before) {
        double share = (minute.epochSecond() - from.epochSecond()) / (double) (to.epochSecond() - from.epochSecond());
        return switch (kind) {
            case BURST -> flow + size * mean;
            case LEAK -> flow + size * mean * share;
            case STUCK -> before;
            case SPIKE -> flow * size;
            case GAP -> Double.NaN;
        };
    }
}
