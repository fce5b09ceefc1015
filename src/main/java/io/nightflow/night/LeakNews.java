package io.nightflow.night;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Answer;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.Stage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What is to be told of a leak after a night: that it runs, since when and how much it was so far, or how it ended. */
final class LeakNews {
    /** Who answers where nobody does: the gateway, by its settings. */
    static final String GATEWAY = "night.usual-after";

    private static final long DAY_MINUTES = 1_440;
    private static final double PERCENT = 100;

    private final Night night;
    private final Minute last;
    private final List<PastNight> newestFirst;
    private final NightAnswers answers;

    /**
     * Of a night.
     *
     * @param last its last minute.
     * @param newestFirst the nights before it.
     */
    LeakNews(Night night, Minute last, List<PastNight> newestFirst, NightAnswers answers) {
        this.night = night;
        this.last = last;
        this.newestFirst = newestFirst;
        this.answers = answers;
    }

    /** Nothing after a night without data: it neither begins nor ends anything. */
    List<Alert> alerts() {
        if (!night.measure().isComplete()) {
            return List.of();
        }
        if (night.isInAlarm()) {
            return List.of(runs());
        }
        return newestFirst.stream()
                .filter(each -> !Double.isNaN(each.mean()))
                .findFirst()
                .filter(each -> each.judgement().raised() >= 0)
                .map(each -> List.of(ended(each)))
                .orElse(List.of());
    }

    private Alert runs() {
        NightJudgement judgement = night.judgement();
        double flow = judgement.usual().flow();
        String much = flow > 0
                ? Math.round(PERCENT * (night.judged() - flow) / flow) + " %"
                : shown(night.judged()) + " m3/h";
        long nights = night.day() - judgement.since() + 1;
        String mean = shown(night.judged());
        String usual = shown(flow) + " m3/h";
        Reason reason = nights == 1
                ? Reason.of(judgement.isByDay() ? ReasonKind.LEAK_DAY : ReasonKind.LEAK, much, mean, usual)
                : Reason.of(
                        judgement.isByDay() ? ReasonKind.LEAK_DAY_SINCE : ReasonKind.LEAK_SINCE,
                        much,
                        mean,
                        usual,
                        LocalDate.ofEpochDay(judgement.since()),
                        Math.round(judgement.volume()));
        return alert(judgement, false, night.judged(), flow, nights, reason);
    }

    private Alert ended(PastNight before) {
        NightJudgement was = before.judgement();
        long nights = before.day() - was.since() + 1;
        long water = Math.round(was.volume());
        Optional<Answer> answer = answers.ending(before.day(), night.day());
        Reason reason = answer.isEmpty()
                ? Reason.of(ReasonKind.LEAK_OVER, nights, water)
                : answer.get().who().equals(GATEWAY)
                        ? Reason.of(ReasonKind.LEAK_USUAL, LocalDate.ofEpochDay(was.since()), nights, water)
                        : Reason.of(
                                ReasonKind.LEAK_ANSWERED,
                                answer.get().kind().words(),
                                answer.get().who(),
                                nights,
                                water);
        return alert(was, true, night.judged(), night.judgement().usual().flow(), nights, reason);
    }

    private Alert alert(
            NightJudgement judgement, boolean isEnd, double flow, double usual, long nights, Reason reason) {
        return new Alert(
                night.sensor(),
                last,
                Quantity.FLOW,
                Method.NIGHT,
                Stage.ALERT,
                EventKind.LEAK,
                isEnd,
                flow,
                usual,
                nights * DAY_MINUTES,
                judgement.volume(),
                reason);
    }

    private static String shown(double flow) {
        return Decimal.text(Math.rint(flow * PERCENT) / PERCENT);
    }
}
