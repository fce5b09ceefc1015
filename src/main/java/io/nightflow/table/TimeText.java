package io.nightflow.table;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One text that is a time, a date or a time of day, taken apart but not yet decided: which of two numbers is the day is seen
 * over the whole file.
 *
 * @param shape of its date.
 * @param first the first number of a date by numbers, or the year.
 * @param second the second one, or the month.
 * @param third the third one, or the day.
 * @param seconds of the day, 0 to 86,400 (24:00); -1 where it has no time of day.
 * @param offset of its zone in seconds; null where it has none.
 * @param epoch seconds since 1970 where it is a number of them.
 */
record TimeText(
        Shape shape,
        int first,
        int second,
        int third,
        double seconds,
        @Nullable Integer offset,
        double epoch) {
    /** How the date stands. */
    enum Shape {
        /** Year, month, day. */
        YEAR_FIRST,
        /** Two numbers of which either may be the day, then the year. */
        DAY_OR_MONTH,
        /** Three numbers of two digits: the year is the first or the last of them. */
        SHORT,
        /** Seconds since 1970. */
        EPOCH,
        /** A time of day alone. */
        CLOCK
    }

    private static final String CLOCK = "(?<ahead>AM|PM|오전|오후)?\\s*(?<h>\\d{1,2})[:h](?<mi>\\d{2})(?:[:m](?<s>\\d{2})"
            + "(?:[.,](?<f>\\d{1,9}))?)?s?\\s*(?<behind>[AP]\\.?\\s?M\\.?|오전|오후)?";
    private static final String ZONE = "\\s*(?<zone>Z|UTC|GMT|KST|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})?";
    private static final Pattern TIME_OF_DAY = Pattern.compile(CLOCK + ZONE, Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE = Pattern.compile(
            "(?<a>\\d{1,4})\\s*[-/.]\\s*(?<b>\\d{1,2}|[\\p{L}]{3,9}\\.?)\\s*[-/.]\\s*"
                    + "(?<c>\\d{1,4})\\.?(?:(?:T|[\\s,]+)" + CLOCK + ")?" + ZONE,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WORDS = Pattern.compile(
            "(?<a>\\d{1,2})\\.? (?<b>[\\p{L}]{3,9})\\.?,? (?<c>\\d{4})(?:(?:T|[\\s,]+)" + CLOCK + ")?" + ZONE,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MONTH_FIRST = Pattern.compile(
            "(?<b>[\\p{L}]{3,9})\\.? (?<a>\\d{1,2}),? (?<c>\\d{4})(?:(?:T|[\\s,]+)" + CLOCK + ")?" + ZONE,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SHORT_CLOCK = Pattern.compile(
            "(?<h>\\d{1,2})[.](?<mi>\\d{2})(?:[.](?<s>\\d{2}))?|(?<hh>\\d{2})(?<mm>\\d{2})|(?<hour>\\d{1,2})시?");
    private static final Pattern DAY_NOUGHT =
            Pattern.compile("^(?:0?1[/.]0?0[/.]1900|0?0[/.]0?1[/.]1900|1900-01-00)\\s+"); // as spreadsheets show it
    private static final Pattern HANGUL = Pattern.compile("[년월일시분초]");
    private static final List<String> MONTHS = List.of(
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "gen", "mag", "giu",
            "lug", "ago", "set", "ott", "dic", "mai", "mrz", "okt", "dez", "ene", "abr", "fev", "avr", "juin", "juil",
            "aou", "déc", "fév", "aoû");
    private static final int[] MONTH_NUMBERS = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 5, 6, 7, 8, 9, 10, 12, 5, 3, 10, 12, 1, 4, 2, 4, 6, 7, 8, 12, 2, 8
    };
    static final int YEAR_MIN = 1_970;
    static final int YEAR_MAX = 2_100;
    static final int CENTURY = 2_000;
    private static final double DAY = 86_400;
    private static final int OFFSET_MAX = 18 * 3_600;
    private static final int CHARS_MAX = 48;

    /** Reads a text; empty where it is no time. */
    static Optional<TimeText> of(String raw) {
        String text = raw.replace('\u202F', ' ').replace('\u00A0', ' ').strip();
        if (text.length() < 3 || text.length() > CHARS_MAX) {
            return Optional.empty();
        }
        char last = text.charAt(0);
        boolean digits = last >= '0' && last <= '9';
        if (digits) {
            Optional<TimeText> number = DigitTime.of(text);
            if (number.isPresent()) {
                return number;
            }
        }
        String plain = HANGUL.matcher(text).find() ? withoutHangul(text) : text;
        return ofDate(plain).or(() -> ofClock(plain));
    }

    /** 2026년 3월 13일 10시 20분. */
    private static String withoutHangul(String text) {
        return text.replaceAll("[년월]\\s*", "-")
                .replaceAll("일", " ")
                .replaceAll("시\\s*", ":")
                .replaceAll("분\\s*", ":")
                .replaceAll("초", "")
                .replaceAll("\\s+", " ")
                .replaceAll("[:\\s]+$", "");
    }

    private static Optional<TimeText> ofDate(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            matcher = (Character.isLetter(text.charAt(0)) ? MONTH_FIRST : WORDS).matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
        }
        boolean timed = matcher.group("h") != null;
        double seconds = timed ? seconds(matcher) : -1;
        Integer offset = offset(matcher.group("zone"));
        if ((timed && seconds < 0) || (offset != null && Math.abs(offset) > OFFSET_MAX)) {
            return Optional.empty();
        }
        return date(matcher.group("a"), matcher.group("b"), matcher.group("c"), seconds, offset);
    }

    private static Optional<TimeText> date(String a, String b, String c, double seconds, @Nullable Integer offset) {
        int first = Integer.parseInt(a);
        int third = Integer.parseInt(c);
        boolean named = !Character.isDigit(b.charAt(0));
        int second = named ? month(b) : Integer.parseInt(b);
        if (a.length() == 4) {
            return whole(first, second, third, seconds, offset);
        }
        int year = c.length() == 2 ? CENTURY + third : third;
        if (named) {
            return whole(year, second, first, seconds, offset);
        }
        if (a.length() == 2 && c.length() == 1) { // yy-m-d
            return whole(CENTURY + first, second, third, seconds, offset);
        }
        if (a.length() == 2 && c.length() == 2) {
            TimeText any = new TimeText(Shape.SHORT, first, second, third, seconds, offset, 0);
            return Arrays.stream(DateOrder.values())
                            .anyMatch(order -> TimeForm.local(any, order).isPresent())
                    ? Optional.of(any)
                    : Optional.empty();
        }
        if (c.length() != 4 && c.length() != 2) {
            return Optional.empty();
        }
        boolean possible = isDate(year, second, first) || isDate(year, first, second);
        return possible
                ? Optional.of(new TimeText(Shape.DAY_OR_MONTH, first, second, year, seconds, offset, 0))
                : Optional.empty();
    }

    private static Optional<TimeText> whole(int year, int month, int day, double seconds, @Nullable Integer offset) {
        return isDate(year, month, day)
                ? Optional.of(new TimeText(Shape.YEAR_FIRST, year, month, day, seconds, offset, 0))
                : Optional.empty();
    }

    static boolean isDate(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= LocalDate.of(year, month, 1).lengthOfMonth();
    }

    private static int month(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < MONTHS.size(); i++) {
            if (lower.startsWith(MONTHS.get(i))) {
                return MONTH_NUMBERS[i];
            }
        }
        return 0;
    }

    private static Optional<TimeText> ofClock(String text) {
        Matcher matcher = TIME_OF_DAY.matcher(text.toUpperCase(Locale.ROOT));
        double seconds = matcher.matches() ? seconds(matcher) : -1;
        return seconds < 0
                ? Optional.empty()
                : Optional.of(new TimeText(Shape.CLOCK, 0, 0, 0, seconds, offset(matcher.group("zone")), 0));
    }

    private static double seconds(Matcher matcher) {
        String ahead = matcher.group("ahead");
        String behind = matcher.group("behind");
        String half = ahead != null ? ahead : behind == null ? "" : behind;
        return seconds(matcher.group("h"), matcher.group("mi"), matcher.group("s"), matcher.group("f"), half);
    }

    /** -1 where it is no time of day. */
    static double seconds(
            String hours, @Nullable String minutes, @Nullable String seconds, @Nullable String fraction, String half) {
        int h = Integer.parseInt(hours);
        int mi = minutes == null ? 0 : Integer.parseInt(minutes);
        int s = seconds == null ? 0 : Integer.parseInt(seconds);
        boolean halves = !half.isEmpty();
        if (halves && (h < 1 || h > 12)) {
            return -1;
        }
        boolean afternoon = half.regionMatches(true, 0, "P", 0, 1) || half.equals("오후");
        int hour = halves ? h % 12 + (afternoon ? 12 : 0) : h;
        double sum = hour * 3_600 + mi * 60 + s + (fraction == null ? 0 : Double.parseDouble("0." + fraction));
        return mi < 60 && s < 60 && sum <= DAY ? sum : -1;
    }

    private static @Nullable Integer offset(@Nullable String zone) {
        if (zone == null) {
            return null;
        }
        if (zone.equalsIgnoreCase("Z") || zone.equalsIgnoreCase("UTC") || zone.equalsIgnoreCase("GMT")) {
            return 0;
        }
        if (zone.equalsIgnoreCase("KST")) {
            return 9 * 3_600;
        }
        String digits = zone.substring(1).replace(":", "");
        int hours = Integer.parseInt(digits.substring(0, 2));
        int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(2)) : 0;
        return (zone.charAt(0) == '-' ? -1 : 1) * (hours * 3_600 + minutes * 60);
    }

    /** A time of day in a column of its own: as any, or 00.15.00, 0015, or an hour from 0 to 24. */
    static Optional<TimeText> clock(String raw) {
        String text = DAY_NOUGHT.matcher(raw.strip()).replaceFirst("");
        Optional<TimeText> plain = of(text);
        if (plain.isPresent() && plain.get().hasClock()) {
            return plain;
        }
        Matcher matcher = SHORT_CLOCK.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double seconds = matcher.group("h") != null
                ? seconds(matcher.group("h"), matcher.group("mi"), matcher.group("s"), null, "")
                : matcher.group("hh") != null
                        ? seconds(matcher.group("hh"), matcher.group("mm"), null, null, "")
                        : seconds(matcher.group("hour"), null, null, null, "");
        return seconds < 0 ? Optional.empty() : Optional.of(new TimeText(Shape.CLOCK, 0, 0, 0, seconds, null, 0));
    }

    boolean hasDate() {
        return shape != Shape.CLOCK;
    }

    /** Not the day from which a spreadsheet counts, 1899-12-30, before a time of day. */
    boolean isOfMeters() {
        return shape == Shape.EPOCH
                || shape == Shape.SHORT
                || (shape == Shape.DAY_OR_MONTH ? third : first) >= YEAR_MIN;
    }

    boolean hasClock() {
        return seconds >= 0 || shape == Shape.EPOCH;
    }

    /** The same with the time of day of another one. */
    TimeText at(TimeText clock) {
        return new TimeText(
                shape, first, second, third, clock.seconds, clock.offset == null ? offset : clock.offset, epoch);
    }
}
