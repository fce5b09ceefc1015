package io.nightflow.simulator;

import java.util.Random;

/**
 * The pressure at a metering point: supply pressure less the head loss of the main, which grows with the square of the flow.
 *
 * @param supplyBar pressure at no flow, bar.
 * @param meanFlow the flow at which the main loses 0.4 bar, m3/h.
 */
public record Hydraulics(double supplyBar, double meanFlow) {
    /** What a distribution main usually has, bar. */
    public static final double USUAL_SUPPLY_BAR = 4.5;

    private static final double HEAD_LOSS_BAR = 0.4;
    private static final double LARGEST_RATIO = 4;
    private static final double HOURLY_NOISE_BAR = 0.01;

    /** The pressure at a flow, bar. */
    public double pressure(double flow) {
        double ratio = flow / meanFlow;
        return supplyBar - HEAD_LOSS_BAR * Math.min(LARGEST_RATIO, ratio * ratio);
    }

    /** The mean pressure of an hour with this mean flow, with what a meter's noise leaves of chance; NaN without a flow. */
    public double meanPressure(double flow, long hour) {
        Random noise = new Random(hour * 31 + Double.hashCode(meanFlow));
        noise.nextLong();
        return pressure(flow) + HOURLY_NOISE_BAR * noise.nextGaussian();
    }
}
