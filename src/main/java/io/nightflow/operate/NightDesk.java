package io.nightflow.operate;

import io.nightflow.night.NightRule;
import io.nightflow.reading.Answer;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightJudgement.Usual;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.UserError;
import io.nightflow.store.AlertBook;
import io.nightflow.store.Database;
import io.nightflow.store.NightStore;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where people look at nights, ask why one was judged as it was, and say what is usual. */
public final class NightDesk {
    private static final double HUNDREDTHS = 100;
    private static final String BY_NIGHT = "the night";
    private static final String BY_DAY = "the day up to its end, which usually strays less than "
            + Math.round(100 * NightRule.daySpreadShare()) + " % of what the night does";

    private final Database database;
    private final NightStore store;
    private final AlertBook book;
    private final InstantSource clock;

    /** Over this database. */
    public NightDesk(Database database, InstantSource clock) {
        this.database = database;
        store = new NightStore(database);
        book = new AlertBook(database);
        this.clock = clock;
    }

    /** The last nights of a sensor, a line each, the newest first. */
    public List<String> list(String sensor, int max) throws UserError {
        List<String> lines = new ArrayList<>();
        store.nights(AlertDesk.known(database, sensor), Long.MAX_VALUE).stream()
                .limit(max)
                .forEach(night -> lines.add(line(night)));
        return lines;
    }

    private static String line(Night night) {
        NightJudgement judgement = night.judgement();
        return String.format(
                Locale.ROOT,
                "%s  %-10s %10s m3/h, usual %s, score %s, sum %s%s",
                LocalDate.ofEpochDay(night.day()),
                night.verdict(),
                shown(night.mean()),
                shown(night.usual()),
                shown(judgement.score()),
                shown(judgement.sum()),
                judgement.isByDay()
                        ? ", by the day: " + shown(night.judged()) + ", usual "
                                + shown(judgement.usual().flow())
                        : "");
    }

    /** Lets the nights after it count a night as a usual one. */
    public String accept(String sensor, String day, String who) throws UserError {
        Night night = night(AlertDesk.known(database, sensor), day);
        book.say(new Answer(
                        night.sensor(),
                        night.day(),
                        night.day(),
                        Answer.Kind.FALSE,
                        AlertDesk.who(who),
                        clock.instant().getEpochSecond(),
                        "accepted"))
                .join();
        return "the night of " + day + " counts as usual for " + sensor
                + "; the nights after it are judged anew within ten minutes of a running gateway";
    }

    /** What a night was judged by, and what would have been normal. */
    public List<String> explain(String sensor, String day) throws UserError {
        Night night = night(AlertDesk.known(database, sensor), day);
        NightJudgement judgement = night.judgement();
        List<String> lines = new ArrayList<>();
        lines.add(sensor + ", night of " + day + " ("
                + LocalDate.ofEpochDay(night.day()).getDayOfWeek().toString().toLowerCase(Locale.ROOT) + " morning, "
                + night.hours() + "): " + night.verdict());
        lines.add("measured     " + shown(night.mean()) + " m3/h, mean of "
                + night.measure().windows() + " of " + night.measure().expected() + " ten minutes; lowest hour "
                + shown(night.measure().minimumHour()) + ", lowest ten minutes "
                + shown(night.measure().minimumTen()));
        addUsual(lines, "", judgement.night());
        if (!Double.isNaN(night.measure().dayMean())) {
            lines.add("day          " + shown(night.measure().dayMean()) + " m3/h, mean of the 24 hours up to its end");
            addUsual(lines, "day ", judgement.day());
        }
        if (!Double.isNaN(judgement.score())) {
            lines.add("judged by    " + (judgement.isByDay() ? BY_DAY : BY_NIGHT));
        }
        lines.add("score        " + shown(judgement.score()) + " spreads over the usual");
        lines.add("sum          " + shown(judgement.sum()) + " of the evidence, limit " + NightRule.limit()
                + (judgement.since() < 0 ? "" : ", since " + LocalDate.ofEpochDay(judgement.since())));
        lines.add("normal       up to " + shown(over(judgement.usual(), NightRule.highScore())) + " m3/h for one "
                + (judgement.isByDay() ? "day" : "night") + "; an alarm ends below "
                + shown(over(judgement.usual(), NightRule.quietScore())));
        if (judgement.raised() >= 0) {
            lines.add("alarm        on since " + LocalDate.ofEpochDay(judgement.raised()) + ", about "
                    + Math.round(judgement.volume()) + " m3 over the usual so far");
        }
        store.answers(night.sensor()).stream()
                .filter(answer -> answer.holdsFor(night.day()))
                .forEach(answer -> lines.add("answered     " + answer.kind().words() + " by " + answer.who()
                        + (answer.note().isEmpty() ? "" : ": " + answer.note())));
        return lines;
    }

    private static void addUsual(List<String> lines, String of, Usual usual) {
        lines.add(String.format("%-12s %s m3/h, median of accepted nights", of + "baseline", shown(usual.level())));
        lines.add(String.format(
                "%-12s %s m3/h over it on this weekday: usual %s",
                of + "weekday", shown(usual.offset()), shown(usual.flow())));
        lines.add(String.format("%-12s %s m3/h, of up to 60 nights", of + "spread", shown(usual.spread())));
    }

    private static double over(Usual usual, double spreads) {
        return usual.flow() + spreads * usual.spread();
    }

    private Night night(SensorId sensor, String day) throws UserError {
        long date;
        try {
            date = LocalDate.parse(day).toEpochDay();
        } catch (DateTimeException e) {
            throw UserError.usage("DAY: must be the date of a morning such as 2026-11-28 (got " + day + ")");
        }
        return store.nights(sensor, date + 1).stream()
                .filter(night -> night.day() == date)
                .findFirst()
                .orElseThrow(() -> UserError.failed("there is no night of " + day + " at " + sensor
                        + ". ./nightflow nights list " + sensor + " shows those that are"));
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "-" : Decimal.text(Math.rint(value * HUNDREDTHS) / HUNDREDTHS);
    }
}
