package io.nightflow.page;

import static io.nightflow.page.Column.Type.DAY;
import static io.nightflow.page.Column.Type.NUMBER;
import static io.nightflow.page.Column.Type.SECOND;
import static io.nightflow.page.Column.Type.TEXT;

import io.nightflow.night.NightRule;
import io.nightflow.reading.Answer;
import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.SensorId;
import io.nightflow.store.Database;
import io.nightflow.store.NightStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The nights of a sensor, the oldest first: what was measured, what it was judged by, what people said of it. */
final class NightRows {
    static final List<Column> COLUMNS = List.of(
            new Column("day", DAY, "The date of its morning"),
            new Column("hours", TEXT, "Which hours of which clock were measured"),
            new Column("verdict", TEXT, "incomplete, learning, normal, high or alarm"),
            new Column("flow", NUMBER, "The mean over these hours, m3/h"),
            new Column("lowestHour", NUMBER, "The lowest mean of six ten minutes in a row, m3/h"),
            new Column("lowestTen", NUMBER, "The lowest ten minutes, m3/h"),
            new Column("usual", NUMBER, "What was usual for a night of its weekday: the baseline, m3/h"),
            new Column("limit", NUMBER, "Up to where one such night would have been normal, m3/h"),
            new Column("spread", NUMBER, "How far usual nights stray, m3/h"),
            new Column("score", NUMBER, "How many spreads it, or its day, lies over the usual"),
            new Column("sum", NUMBER, "The evidence for a leak so far; an alarm is on from " + NightRule.limit()),
            new Column("judgedBy", TEXT, "night, or day: the 24 hours up to its end, where they stray clearly less"),
            new Column("dayFlow", NUMBER, "The mean over these 24 hours, m3/h"),
            new Column("dayUsual", NUMBER, "What was usual for it, m3/h"),
            new Column("since", DAY, "The first night of the evidence"),
            new Column("alarm", DAY, "The night on which the alarm began"),
            new Column("excess", NUMBER, "Where it lies over the usual: by how much, m3 a day"),
            new Column("lost", NUMBER, "What has flowed over the usual since the first night of the evidence, m3"),
            new Column("leakage", NUMBER, "Estimated leakage of the zone, m3 a day, where known"),
            new Column("perConnection", NUMBER, "The same, litres a connection and day, where known"),
            new Column("answer", TEXT, "What a person said of it last"),
            new Column("who", TEXT, "Who said so"),
            new Column("note", TEXT, "In his own words"),
            new Column("answeredAt", SECOND, "When, in seconds since 1970"));

    private final NightStore store;

    NightRows(Database database) {
        store = new NightStore(database);
    }

    /** Those from a morning up to another. */
    Rows rows(SensorId sensor, LocalDate from, LocalDate to) {
        List<Answer> answers = store.answers(sensor);
        List<Night> nights = new ArrayList<>(store.between(sensor, from.toEpochDay(), to.toEpochDay()));
        Collections.reverse(nights);
        Rows rows = new Rows(COLUMNS);
        nights.forEach(night -> add(rows, night, said(answers, night.day())));
        return rows;
    }

    private static Optional<Answer> said(List<Answer> answers, long day) {
        return answers.stream().filter(each -> each.holdsFor(day)).reduce((first, last) -> last);
    }

    private static void add(Rows rows, Night night, Optional<Answer> said) {
        NightJudgement judgement = night.judgement();
        boolean above = judgement.verdict().isAbove();
        rows.add(
                LocalDate.ofEpochDay(night.day()).toString(),
                night.hours(),
                judgement.verdict().word(),
                night.mean(),
                night.measure().minimumHour(),
                night.measure().minimumTen(),
                night.usual(),
                night.usual() + NightRule.highScore() * judgement.night().spread(),
                judgement.night().spread(),
                judgement.score(),
                judgement.sum(),
                Double.isNaN(judgement.score()) ? null : judgement.isByDay() ? "day" : "night",
                night.measure().dayMean(),
                judgement.day().flow(),
                day(judgement.since()),
                day(judgement.raised()),
                above ? night.excess() : Double.NaN,
                night.isInAlarm() ? judgement.volume() : Double.NaN,
                night.loss().leakage(),
                SensorRows.perConnection(night),
                said.map(each -> each.kind().words()).orElse(null),
                said.map(Answer::who).orElse(null),
                said.map(Answer::note).orElse(null),
                said.map(Answer::second).orElse(null));
    }

    private static @Nullable String day(long day) {
        return day < 0 ? null : LocalDate.ofEpochDay(day).toString();
    }
}
