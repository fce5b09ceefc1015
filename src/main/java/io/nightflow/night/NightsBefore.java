package io.nightflow.night;

import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightJudgement.Usual;
import io.nightflow.reading.NightJudgement.Verdict;
import java.util.List;

/**
 * The nights before one, with what people have said of them: which of them are usual ones, and whether an alarm keeps what is
 * usual as it was. That is decided by hours of minimum flow alone, for what people draw grows by day first.
 *
 * @param newestFirst the nights.
 * @param answers what people have said.
 * @param last the judgement of the last complete one, without an alarm that a person has answered since.
 * @param lows of each night, how many nights far below the usual stand in a row with it; 0 where it is none.
 */
record NightsBefore(List<PastNight> newestFirst, NightAnswers answers, NightJudgement last, int[] lows) {
    private static final double SUM_FIRM = 10;
    private static final double SCORE_LEARNT_IN_ALARM = 3.5;
    private static final double SCORE_LOW = -4;
    private static final int LOW_NIGHTS = 14; // a zone that was shut for a week is no new usual

    private static final double NONE = Double.NaN;
    private static final NightJudgement NOTHING =
            new NightJudgement(Verdict.LEARNING, Usual.UNKNOWN, Usual.UNKNOWN, false, NONE, NONE, 0, 0, 0, -1, -1, 0);

    static NightsBefore of(List<PastNight> newestFirst, NightAnswers answers) {
        NightJudgement last = newestFirst.stream()
                .filter(PastNight::isComplete)
                .findFirst()
                .map(night -> answers.since(night.day()).isPresent()
                        ? night.judgement().ended()
                        : night.judgement())
                .orElse(NOTHING);
        return new NightsBefore(newestFirst, answers, last, lows(newestFirst));
    }

    /** How many of them are complete. */
    long seen() {
        return newestFirst.stream().filter(PastNight::isComplete).count();
    }

    boolean isInAlarm() {
        return last.raised() >= 0;
    }

    /** While an alarm is this clear, what is usual stays what it was before it. */
    boolean isFirm() {
        return isInAlarm() && last.nightSum() > SUM_FIRM;
    }

    /** Whether a person has said what is usual since. */
    boolean isRelearnt() {
        return answers.comparedFrom() > Long.MIN_VALUE && !isInAlarm();
    }

    /** Whether a night is one of those that the level is of. */
    boolean isAccepted(int i) {
        PastNight night = newestFirst.get(i);
        boolean tooLow = lows[i] > 0 && lows[i] < LOW_NIGHTS;
        if (!night.isComplete() || night.day() < answers.comparedFrom() || tooLow || answers.isLeftOut(night.day())) {
            return false;
        }
        return switch (night.judgement().verdict()) {
            case LEARNING -> true;
            case NORMAL -> !(night.judgement().nightScore() > Evidence.SCORE_HIGH) || answers.isAccepted(night.day());
            case ALARM -> isLearntInAlarm(night.judgement()) || answers.isAccepted(night.day());
            case HIGH -> answers.isAccepted(night.day());
            case INCOMPLETE -> false;
        };
    }

    /** Whether a night is one of those that tell how far nights stray: high ones too, so that rough zones are known. */
    boolean isStray(int i) {
        PastNight night = newestFirst.get(i);
        return night.isComplete()
                && (night.judgement().verdict() != Verdict.ALARM || isLearntInAlarm(night.judgement()))
                && !answers.isLeftOut(night.day());
    }

    private static int[] lows(List<PastNight> newestFirst) {
        int[] lows = new int[newestFirst.size()];
        int first = 0;
        for (int i = 0; i <= lows.length; i++) {
            boolean low = i < lows.length && isLow(newestFirst.get(i).judgement());
            if (!low && (i == lows.length || newestFirst.get(i).isComplete())) {
                first = i + 1;
            } else if (low) {
                for (int j = first; j <= i; j++) {
                    lows[j] = i - first + 1;
                }
            }
        }
        return lows;
    }

    private static boolean isLow(NightJudgement night) {
        return night.score() < SCORE_LOW || night.nightScore() < SCORE_LOW;
    }

    /** While the evidence is weak, nights that hardly stand out are learnt from: else what only drifts stays an alarm. */
    private static boolean isLearntInAlarm(NightJudgement night) {
        return Math.max(night.score(), night.nightScore()) <= SCORE_LEARNT_IN_ALARM && night.nightSum() <= SUM_FIRM;
    }
}
