package io.nightflow.table;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times that are written by digits alone: 202603130015, 2603130015, or how long it is since 1970. */
final class DigitTime {
    private static final Pattern COMPACT =
            Pattern.compile("(?<y>\\d{4})(?<m>\\d{2})(?<d>\\d{2})(?:[T _-]?(?<h>\\d{2})(?<mi>\\d{2})?(?<s>\\d{2})?)?");
    private static final Pattern BRIEF =
            Pattern.compile("(?<y>\\d{2})(?<m>\\d{2})(?<d>\\d{2})(?<h>\\d{2})(?<mi>\\d{2})(?<s>\\d{2})?");
    private static final double EPOCH_MIN = 1e8; // 1973
    private static final double EPOCH_MAX = 2_147_483_647; // 2038
    private static final double MILLIS_MIN = 1e11;

    private DigitTime() {}

    static Optional<TimeText> of(String text) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        if (!whole.chars().allMatch(c -> c >= '0' && c <= '9')
                || (point >= 0 && !text.substring(point + 1).chars().allMatch(c -> c >= '0' && c <= '9'))) {
            Matcher parted = COMPACT.matcher(text);
            return parted.matches() ? compact(parted) : Optional.empty();
        }
        if (point < 0
                && (whole.length() == 8 || whole.length() == 10 || whole.length() == 12 || whole.length() == 14)) {
            Matcher matcher = COMPACT.matcher(whole);
            Optional<TimeText> compact = matcher.matches() ? compact(matcher) : Optional.empty();
            if (compact.isPresent()) {
                return compact;
            }
        }
        Matcher brief = BRIEF.matcher(text);
        Optional<TimeText> compact = brief.matches() ? compact(brief) : Optional.empty();
        double number = Double.parseDouble(text);
        double seconds = number / ticksASecond(number);
        if (compact.isPresent() && (whole.length() == 12 || seconds > EPOCH_MAX)) {
            return compact;
        }
        return seconds >= EPOCH_MIN && seconds <= EPOCH_MAX && whole.length() >= 9
                ? Optional.of(new TimeText(TimeText.Shape.EPOCH, 0, 0, 0, -1, null, seconds))
                : Optional.empty();
    }

    /** Since 1970 in seconds, or in thousandths, millionths or billionths of them. */
    private static double ticksASecond(double number) {
        return number < MILLIS_MIN ? 1 : number < MILLIS_MIN * 1e3 ? 1e3 : number < MILLIS_MIN * 1e6 ? 1e6 : 1e9;
    }

    private static Optional<TimeText> compact(Matcher matcher) {
        String years = matcher.group("y");
        int year = Integer.parseInt(years) + (years.length() == 2 ? TimeText.CENTURY : 0);
        int month = Integer.parseInt(matcher.group("m"));
        int day = Integer.parseInt(matcher.group("d"));
        String hour = matcher.group("h");
        double seconds = hour == null ? -1 : TimeText.seconds(hour, matcher.group("mi"), matcher.group("s"), null, "");
        boolean wrong = hour != null && seconds < 0;
        return !wrong && year >= TimeText.YEAR_MIN && year <= TimeText.YEAR_MAX && TimeText.isDate(year, month, day)
                ? Optional.of(new TimeText(TimeText.Shape.YEAR_FIRST, year, month, day, seconds, null, 0))
                : Optional.empty();
    }
}
