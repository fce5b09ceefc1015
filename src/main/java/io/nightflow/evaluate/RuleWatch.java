package io.nightflow.evaluate;

import io.nightflow.night.NightAnswers;
import io.nightflow.night.NightHolidays;
import io.nightflow.night.NightRule;
import io.nightflow.night.PastNight;
import io.nightflow.reading.NightJudgement;
import java.util.ArrayList;
import java.util.List;

/** The rule of the gateway; nobody answers its alarms. */
final class RuleWatch implements NightWatch {
    private final NightRule rule;
    private final List<PastNight> newestFirst;

    RuleWatch(NightHolidays holidays) {
        this(new NightRule(holidays), new ArrayList<>());
    }

    private RuleWatch(NightRule rule, List<PastNight> newestFirst) {
        this.rule = rule;
        this.newestFirst = newestFirst;
    }

    @Override
    public boolean judge(long day, double mean, double dayMean) {
        NightJudgement judgement = rule.judge(day, mean, dayMean, newestFirst, NightAnswers.NONE);
        newestFirst.add(0, new PastNight(day, mean, dayMean, judgement));
        newestFirst.removeIf(night -> night.day() < day - NightRule.NIGHTS_BEFORE);
        return judgement.raised() >= 0;
    }

    @Override
    public NightWatch copy() {
        return new RuleWatch(rule, new ArrayList<>(newestFirst));
    }
}
