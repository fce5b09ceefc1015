package io.nightflow.meter.poll;

import java.util.concurrent.atomic.LongAdder;

/** How a unit has answered since the start. Written by the bus alone, read by anybody. */
public final class UnitFigures {
    private final LongAdder asked = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile String refusal = "";
    private volatile boolean isSilent;

    void ask() {
        asked.increment();
    }

    void answer() {
        answered.increment();
    }

    /** Nothing came in time. */
    void miss() {
        unanswered.increment();
    }

    /** Bytes came that are no answer. */
    void damage() {
        damaged.increment();
    }

    /** An answer came that is of an older question. */
    void late() {
        late.increment();
    }

    /** A look is complete; what it was refused, in words, empty for nothing. */
    void looked(String words) {
        refusal = words;
        if (!words.isEmpty()) {
            refused.increment();
        }
    }

    void silent(boolean now) {
        isSilent = now;
    }

    /** Questions. */
    public long asked() {
        return asked.sum();
    }

    /** Questions with an answer that was believed. */
    public long answered() {
        return answered.sum();
    }

    /** Questions after which nothing came in time. */
    public long unanswered() {
        return unanswered.sum();
    }

    /** Answers that came after their time. */
    public long lateAnswers() {
        return late.sum();
    }

    /** Questions after which only what is damaged or of somebody else came. */
    public long damaged() {
        return damaged.sum();
    }

    /** Looks of which the unit would not answer all. */
    public long refused() {
        return refused.sum();
    }

    /** What the last look was refused, in words; empty for nothing. */
    public String refusal() {
        return refusal;
    }

    /** Whether it has not answered when it was last looked at. */
    public boolean isSilent() {
        return isSilent;
    }
}
