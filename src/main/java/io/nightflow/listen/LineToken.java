package io.nightflow.listen;

import io.nightflow.table.LineTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a line.
 *
 * @param kind what it may be.
 * @param text as it stands there.
 */
record LineToken(Kind kind, String text) {
    /** What a piece may be. */
    enum Kind {
        /** Date and time. */
        TIME,
        /** A number. */
        NUMBER,
        /** Letters, with what hangs on them: a name, a label, a unit. */
        WORD,
        /** A check value at the end, a date that may be read in two ways, and the like: no value. */
        ANY,
        /** Anything between. */
        MARK
    }

    private static final String DATE_TIME =
            "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}[T ]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?"
                    + "|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}[T ]\\d{1,2}:\\d{2}(?::\\d{2})?|20\\d{10}(?:\\d{2})?|1\\d{9}(?:\\d{3})?";
    private static final String CHECK = "\\*[0-9A-Fa-f]{2,8}$";
    private static final String LABEL = "\\p{L}{1,4}(?=\\d{5})";
    private static final String WORDS = LABEL + "|\\p{L}[\\p{L}\\p{N}_.-]*(?:/[\\p{L}\\p{N}]+)?[³²]?(?:/[\\p{L}]+)?";

    static List<LineToken> of(String line, boolean decimalComma, ZoneId zone) {
        String point = decimalComma ? "[.,]" : "[.]";
        Pattern pieces = Pattern.compile("(?<time>" + DATE_TIME + ")(?![\\d.])|(?<check>" + CHECK + ")|(?<word>" + WORDS
                + ")|(?<number>(?<!\\d)[+-]?\\d{1,12}(?:" + point
                + "\\d{1,12})?(?:[eE][+-]?\\d{1,2})?)|(?<mark>.)");
        List<LineToken> tokens = new ArrayList<>();
        Matcher matcher = pieces.matcher(line);
        while (matcher.find()) {
            tokens.add(token(matcher, zone));
        }
        return tokens;
    }

    private static LineToken token(Matcher matcher, ZoneId zone) {
        String text = matcher.group();
        if (matcher.group("time") != null) {
            boolean isTime = LineTime.of(text, zone).isPresent();
            return new LineToken(isTime ? Kind.TIME : text.matches("\\d+") ? Kind.NUMBER : Kind.ANY, text);
        }
        if (matcher.group("check") != null) {
            return new LineToken(Kind.ANY, text);
        }
        if (matcher.group("word") != null) {
            return new LineToken(Kind.WORD, text);
        }
        return new LineToken(matcher.group("number") != null ? Kind.NUMBER : Kind.MARK, text);
    }

    /** What lines of one form have in common. */
    String shape() {
        boolean isKind = kind == Kind.WORD && text.matches("\\p{L}{1,2}"); // F and P are lines of two kinds
        return kind == Kind.MARK || isKind ? text : "{" + kind + "}";
    }
}
