package io.nightflow.simulator;

/**
 * How rough the minutes of a real district are about the level of their hour, as measured at 5 and 15 minutes: 4 to 7 %.
 *
 * <pre>
 * each hour at a level of its own, with a step to the next within {@link #STEP_MAX} minutes of the full hour
 * noise of each minute, and noise that lasts some minutes, both for a zone of 72 m3/h (20 L/s); larger in small zones
 * </pre>
 */
public final class Roughness {
    /** Noise of each minute, share of the flow. */
    public static final double EACH_MINUTE = 0.05;

    /** Noise that lasts, share of the flow. */
    public static final double LASTING = 0.05;

    /** How long it lasts, minutes. */
    public static final int LASTING_MINUTES = 5;

    /** Minutes from a full hour to the step of its demand, at most. */
    public static final int STEP_MAX = 15;

    private static final double USUAL_FLOW = 72;
    private static final double LEAST = 0.8;
    private static final double MOST = 1.4;

    private Roughness() {}

    /** How much larger the noise is in a zone of this mean flow, m3/h: by the root of its size, 0.8 to 1.4. */
    public static double scale(double meanFlow) {
        return scale(meanFlow, LEAST, MOST);
    }

    /** The same within other limits. */
    public static double scale(double meanFlow, double least, double most) {
        return Math.max(least, Math.min(most, Math.sqrt(USUAL_FLOW / meanFlow)));
    }
}
