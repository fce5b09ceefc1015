package io.nightflow.detect;

import io.nightflow.reading.EventKind;
import io.nightflow.reading.Finding;
import io.nightflow.reading.Method;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reason;
import io.nightflow.reading.Stage;
import io.nightflow.reading.Stages;

/**
 * One verdict a method.
 *
 * @param expected by method {@code value}; NaN where it knows nothing.
 */
record Verdicts(Verdict system, Verdict value, Verdict prediction, Verdict night, double expected) {
    private static final Method[] METHODS = Method.values();

    /** Of a fault, which no other method judges. */
    static Verdicts fault(Verdict system) {
        Verdict none = Verdict.NOT_APPLICABLE;
        return new Verdicts(system, none, none, none, Double.NaN);
    }

    Verdict of(Method method) {
        return switch (method) {
            case SYSTEM -> system;
            case VALUE -> value;
            case PREDICTION -> prediction;
            case NIGHT -> night;
        };
    }

    /** The method with the highest stage; the first of them where several have it. */
    Method worst() {
        Method worst = Method.SYSTEM;
        if (!system.isOutlier() && !value.isOutlier() && !prediction.isOutlier() && !night.isOutlier()) {
            return worst; // nearly every minute
        }
        for (Method method : METHODS) {
            boolean higher = !of(worst).isOutlier()
                    || of(method).stage().compareTo(of(worst).stage()) > 0;
            if (of(method).isOutlier() && higher) {
                worst = method;
            }
        }
        return worst;
    }

    /**
     * The method with the highest stage of those that may begin an event: a forecast of yesterday and the ten minutes of a
     * night only where {@code value} does not judge, for it finds the same and its alarms are counted; continuous flow always.
     */
    Method worstToBegin() {
        Method worst = worst();
        boolean alone = value.stage() == Stage.NOT_APPLICABLE || of(worst).event() == EventKind.CONTINUOUS_FLOW;
        if (alone || worst == Method.SYSTEM || worst == Method.VALUE) {
            return worst;
        }
        boolean higher =
                value.isOutlier() && (!system.isOutlier() || value.stage().compareTo(system.stage()) > 0);
        return higher ? Method.VALUE : Method.SYSTEM;
    }

    Finding finding(Quantity quantity) {
        char[] digits = new char[Method.count(quantity)];
        Reason reasons = Reason.NONE;
        for (int i = 0; i < digits.length; i++) {
            Verdict verdict = of(METHODS[i]);
            digits[i] = verdict.stage().digit();
            reasons = reasons.and(verdict.reason());
        }
        return new Finding(new Stages(new String(digits)), reasons, system.fault());
    }
}
