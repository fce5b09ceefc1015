package io.nightflow.collect;

import io.nightflow.reading.Minute;
import java.util.TreeMap;

/**
 * What the register of a meter has counted more than the flow that it said, so that the sum of the minutes is that of the register:
 * the minutes that follow take it in, a little each.
 */
final class RegisterBalance {
    private static final double TAKEN = 0.1; // of what is owed in a minute
    private static final double TAKEN_MAX = 0.02; // of the minute's volume
    private static final long KEPT_MINUTES = 180;
    private static final double OWED_MAX = 0.05; // of what has flowed in the last hours: more is another matter
    private static final double COUNTS_MAX = 3;

    private final TreeMap<Minute, Double> given = new TreeMap<>();
    private final boolean countsBack;
    private final double countM3;
    private double owed; // m3

    /**
     * Of a register.
     *
     * @param countsBack whether it falls where water flows back; else it stands.
     * @param countM3 m3 of one count.
     */
    RegisterBalance(boolean countsBack, double countM3) {
        this.countsBack = countsBack;
        this.countM3 = countM3;
    }

    /** The volume of a minute by its flow, m3, corrected. */
    double corrected(Minute minute, double volume) {
        double most = TAKEN_MAX * Math.abs(volume);
        double taken = Math.max(-most, Math.min(most, TAKEN * owed));
        owed -= taken;
        given.put(minute, volume < 0 && !countsBack ? Double.NaN : volume);
        given.headMap(minute.plus(-KEPT_MINUTES)).clear();
        return volume + taken;
    }

    /**
     * What the register has counted in a minute, m3; whether that minute has a flow of its own.
     *
     * @param isSure whether it was seen to count so; the share of a gap, or after an exchange, owes nothing.
     */
    boolean counted(Minute minute, double volume, boolean isSure) {
        Double byFlow = given.remove(minute);
        double news = !isSure || byFlow == null || Double.isNaN(byFlow) ? 0 : volume - byFlow;
        double flowed = KEPT_MINUTES * Math.abs(volume);
        double most = Math.max(COUNTS_MAX * countM3, OWED_MAX * flowed);
        owed = Math.max(-most, Math.min(most, owed + news));
        return byFlow != null;
    }
}
