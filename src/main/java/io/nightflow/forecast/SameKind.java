package io.nightflow.forecast;

/**
 * An hour on the days of its kind of the last 28: three means of them, against the mean of 4 weeks, in spreads. The days are
 * the same for all hours ahead that share an hour of the day and a kind, so they are summed up once.
 */
final class SameKind {
    private static final int DAY = HourCalendar.HOURS_A_DAY;
    private static final int DAYS = 28;
    private static final int FEW_DAYS = 10;
    private static final int DAYS_A_WEEK = 7;
    private static final double SAME_WEEKDAY = 3;
    private static final double[] AGE_WEIGHT = new double[DAYS + 1];

    static {
        for (int days = 0; days <= DAYS; days++) {
            AGE_WEIGHT[days] = Math.exp(-(double) days / DAYS_A_WEEK);
        }
    }

    private final WindowShape shape;
    private final double[] all = new double[DAY * WindowShape.KINDS];
    private final double[] few = new double[DAY * WindowShape.KINDS];
    private final double[] recent = new double[DAY * WindowShape.KINDS];
    private final double[] weights = new double[DAY * WindowShape.KINDS];
    private final int[] count = new int[DAY * WindowShape.KINDS];
    private final int[] fewCount = new int[DAY * WindowShape.KINDS];

    SameKind(WindowShape shape) {
        this.shape = shape;
        for (int hour = 0; hour < DAY; hour++) {
            for (int days = 1; days <= DAYS; days++) {
                sum(hour, days);
            }
        }
    }

    private void sum(int hour, int days) {
        double value = shape.window().value(hour - DAY * days);
        if (Double.isNaN(value)) {
            return;
        }
        int cell = shape.kind(hour - DAY * days) * DAY + hour;
        all[cell] += value;
        count[cell]++;
        if (days <= FEW_DAYS) {
            few[cell] += value;
            fewCount[cell]++;
        }
        recent[cell] += AGE_WEIGHT[days] * value;
        weights[cell] += AGE_WEIGHT[days];
    }

    void write(int hour, ModelInput.Numbers numbers) {
        int kind = shape.kind(hour);
        int cell = kind * DAY + hour % DAY;
        double weekdays = recent[cell];
        double weight = weights[cell];
        for (int days = DAYS_A_WEEK - hour / DAY % DAYS_A_WEEK; days <= DAYS; days += DAYS_A_WEEK) {
            int before = hour % DAY - DAY * days;
            double value = shape.kind(before) == kind ? shape.window().value(before) : Double.NaN;
            if (!Double.isNaN(value)) {
                weekdays += (SAME_WEEKDAY - 1) * AGE_WEIGHT[days] * value;
                weight += (SAME_WEEKDAY - 1) * AGE_WEIGHT[days];
            }
        }
        double usual = shape.window().usual(hour);
        numbers.add((all[cell] / count[cell] - usual) * shape.perSpread());
        numbers.add((few[cell] / fewCount[cell] - usual) * shape.perSpread());
        numbers.add((weekdays / weight - usual) * shape.perSpread());
    }
}
