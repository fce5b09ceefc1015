package io.nightflow.collect;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import java.util.Optional;

/** Whether the flow that a meter says and its register speak of the same water; asked once an hour. */
final class FlowDoubt {
    private static final double HOUR = 3_600;
    private static final double APART_MAX = 1.25;
    private static final double COUNTS_MIN = 20;

    private final double countM3;
    private double began = Double.NaN;
    private double firstTotal;
    private double flows;
    private int looks;

    /** Of a register of which one count is so much, m3. */
    FlowDoubt(double countM3) {
        this.countM3 = countM3;
    }

    /** The verdict of an hour: why it doubts, no reason where it does not. */
    Optional<Reason> look(double second, double flow, double total) {
        if (Double.isNaN(flow) || Double.isNaN(total)) {
            return Optional.empty();
        }
        boolean isNew = Double.isNaN(began) || second < began || second - began > 2 * HOUR || total < firstTotal;
        if (isNew) {
            begin(second, total);
        }
        flows += flow;
        looks++;
        if (second - began < HOUR) {
            return Optional.empty();
        }
        double byFlow = flows / looks;
        double byTotal = (total - firstTotal) / (second - began) * HOUR;
        begin(second, total);
        return verdict(byFlow, byTotal);
    }

    private void begin(double second, double total) {
        began = second;
        firstTotal = total;
        flows = 0;
        looks = 0;
    }

    private Optional<Reason> verdict(double byFlow, double byTotal) {
        double more = Math.max(Math.abs(byFlow), Math.abs(byTotal));
        double less = Math.min(Math.abs(byFlow), Math.abs(byTotal));
        if (more < COUNTS_MIN * countM3) {
            return Optional.empty(); // too little to tell
        }
        boolean doubted = more > APART_MAX * less;
        return Optional.of(
                doubted ? Reason.of(ReasonKind.METER_DOUBT, Decimal.text(byFlow), Decimal.text(byTotal)) : Reason.NONE);
    }
}
