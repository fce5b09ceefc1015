package io.nightflow.forecast;

/** The newest hours of a window: how far they were from the usual and from the recent profile, and how long that lasts. */
record Recent(double[] deviations, double[] strays, double followsHour, double followsDay, double swingOverSpread) {
    private static final int DAY = HourCalendar.HOURS_A_DAY;
    private static final double[] FADING_2 = fading(2);
    private static final double[] FADING_3 = fading(3);
    private static final double[] FADING_4 = fading(4);
    private static final double[] FADING_8 = fading(8);
    private static final double[] FADING_24 = fading(24);
    private static final double SMALLEST = 1e-9;

    private static double[] fading(double hours) {
        double[] shares = new double[Window.AHEAD];
        for (int hour = 0; hour < shares.length; hour++) {
            shares[hour] = Math.exp(-hour / hours);
        }
        return shares;
    }

    static Recent of(WindowShape shape) {
        Window window = shape.window();
        double spread = shape.spread();
        double[] deviations = {
            window.deviation(-1) / spread,
            window.deviation(-2) / spread,
            window.deviation(-1 - DAY) / spread,
            window.deviation(-1 - 2 * DAY) / spread,
            shape.meanDeviation(3) / spread,
            shape.meanDeviation(6) / spread,
            shape.meanDeviation(DAY) / spread,
            shape.meanDeviation(Window.WEEK) / spread
        };
        double[] strays = {
            shape.stray(-1) / spread,
            shape.stray(-2) / spread,
            shape.meanStray(3) / spread,
            shape.meanStray(6) / spread,
            shape.meanStray(DAY) / spread,
            shape.meanStray(Window.WEEK) / spread,
        };
        return new Recent(
                deviations,
                strays,
                Math.max(0, follows(window, 1)),
                Math.max(-1, follows(window, DAY)),
                Math.log(shape.swing() / spread));
    }

    /** The correlation of deviations with those some hours before them, at most 1. */
    private static double follows(Window window, int hours) {
        double square = SMALLEST;
        double product = 0;
        for (int hour = -Window.WEEK; hour < 0; hour++) {
            double deviation = window.deviation(hour);
            double before = window.deviation(hour - hours);
            square += deviation * deviation;
            product += Double.isNaN(before) ? 0 : deviation * before;
        }
        return Math.min(1, product / square);
    }

    void deviations(int hour, ModelInput.Numbers numbers) {
        for (int i = 0; i < 4; i++) {
            numbers.add(deviations[i] * FADING_2[hour]);
        }
        numbers.add(deviations[4] * FADING_4[hour]);
        numbers.add(deviations[5] * FADING_8[hour]);
        numbers.add(deviations[6]);
        numbers.add(deviations[7]);
    }

    void strays(int hour, ModelInput.Numbers numbers) {
        numbers.add(strays[0] * FADING_2[hour]);
        numbers.add(strays[1] * FADING_2[hour]);
        numbers.add(strays[2] * FADING_4[hour]);
        numbers.add(strays[3] * FADING_8[hour]);
        numbers.add(strays[4]);
        numbers.add(strays[5]);
    }

    /** What is left of the last hour's deviation and of the last day's, by how such deviations lasted before. */
    void persistence(int hour, double fading, double lastDay, ModelInput.Numbers numbers) {
        numbers.add(FADING_3[hour]);
        numbers.add(FADING_24[hour]);
        numbers.add((double) hour / Window.AHEAD);
        numbers.add(swingOverSpread);
        numbers.add(followsHour);
        numbers.add(followsDay);
        numbers.add(deviations[0] * fading);
        numbers.add(followsDay * lastDay);
    }
}
