package io.nightflow.table;

import io.nightflow.reading.Unit;
import io.nightflow.table.ColumnName.Meaning;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a column's name: what they mean together or one of them, which of them is a unit, and what is left.
 *
 * @param meaning of the name.
 * @param unit that is one of its words.
 * @param rest without the words that have a meaning.
 * @param isWhole whether all of it has a meaning.
 */
record NameWords(Meaning meaning, Optional<Unit> unit, String rest, boolean isWhole) {
    private static final Set<String> ONLY_WHOLE = Set.of("index", "delta", "valid", "usage", "used", "demand");
    private static final Pattern NUMBERED = Pattern.compile(
            "(?U)(?<=\\b(?i:flow|pressure|druck|debit|débit|debiet|caudal|portata|presión|pression|유량|압력|수압))(?=\\d{1,3}\\b)");
    private static final String SEPARATORS = "[\\s_./:|-]+";
    private static final Pattern PARTS = Pattern.compile(SEPARATORS);
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z][a-z])");
    private static final Pattern COMPOUND = Pattern.compile(
            "(?<=\\p{IsHangul})(?=(?:순시유량|유입유량|적산유량|누적유량|유량|수압|압력"
                    + "|적산|누적|지침|검침값|사용량|수위|수온)(?:[^\\p{L}]|$))|(?<=\\p{L}{3})(?=(?i:druck|druk|durchfluss|zufluss|debiet)(?:[^\\p{L}]|$))");

    /** A word for sensors in general is the name of one where the column holds its values. */
    String rest(String bare) {
        return isWhole && meaning == Meaning.SENSOR ? bare : rest;
    }

    static Stream<String> parts(String name) {
        return PARTS.splitAsStream(name);
    }

    /** In small letters, parted where signs or capitals do. */
    static List<String> inSmallLetters(String name) {
        return parts(CAMEL.matcher(name).replaceAll("_"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    static NameWords of(String bare) {
        String lower = bare.toLowerCase(Locale.ROOT).replaceFirst("[.:]+$", "");
        Meaning whole = ColumnWords.meaning(lower);
        whole = whole == Meaning.UNKNOWN ? ColumnWords.meaning(lower.replaceAll("[\\s_-]", "")) : whole;
        if (whole != Meaning.UNKNOWN) {
            return new NameWords(whole, Optional.empty(), "", true);
        }
        String name = parted(bare);
        Meaning found = Meaning.UNKNOWN;
        Optional<Unit> unit = Optional.empty();
        String rest = name;
        for (String part : PARTS.split(name, -1)) {
            Meaning meaning = ofPart(part);
            boolean other = meaning == Meaning.OTHER && (part.length() > 3 || part.equals("pH"));
            Optional<Unit> ofPart = part.length() > 2 ? Unit.find(part) : Optional.empty();
            boolean isNothing = !rest.equals(part) && ColumnName.NOTHING.contains(part.toLowerCase(Locale.ROOT));
            if (isTold(meaning) || other) {
                found = found == Meaning.UNKNOWN || isCount(meaning) || other ? meaning : found;
                rest = without(rest, part);
            } else if (isNothing) {
                rest = without(rest, part);
            } else if (ofPart.isPresent() && name.endsWith(part) && !name.equals(part)) {
                unit = ofPart;
                rest = without(rest, part);
            }
        }
        return new NameWords(found, unit, rest, rest.isBlank());
    }

    /** Streets and parks are called Index and Delta, too. */
    private static Meaning ofPart(String part) {
        String word = part.toLowerCase(Locale.ROOT);
        return ONLY_WHOLE.contains(word) ? Meaning.UNKNOWN : ColumnWords.meaning(word);
    }

    /** Whether its last word says what it is of: kitchen_temperature, and not Level Crossing. */
    static boolean endsWithMeaning(String name) {
        List<String> words = inSmallLetters(name);
        return !words.isEmpty() && ColumnWords.meaning(words.get(words.size() - 1)) != Meaning.UNKNOWN;
    }

    private static boolean isTold(Meaning meaning) {
        return meaning == Meaning.FLOW || meaning == Meaning.PRESSURE || meaning == Meaning.QUALITY || isCount(meaning);
    }

    private static boolean isCount(Meaning meaning) {
        return meaning == Meaning.TOTAL || meaning == Meaning.VOLUME;
    }

    /** InletFlow, 남부유량 and Vordruck hold a word each that says what they hold. */
    private static String parted(String bare) {
        String camel = CAMEL.matcher(bare).replaceAll(" ");
        boolean told = parts(camel).anyMatch(part -> isTold(ColumnWords.meaning(part.toLowerCase(Locale.ROOT))));
        String name = told ? camel : bare;
        boolean isKnown = parts(name)
                .anyMatch(part -> ofPart(part) != Meaning.UNKNOWN
                        && COMPOUND.matcher(part).find());
        String parted = isKnown ? name : COMPOUND.matcher(name).replaceFirst(" ");
        return NUMBERED.matcher(parted).replaceAll(" ");
    }

    /** A name without one of its words and what parted that from the others. */
    private static String without(String name, String word) {
        Matcher matcher = Pattern.compile("(^|" + SEPARATORS + ")" + Pattern.quote(word) + "(" + SEPARATORS + "|$)")
                .matcher(name);
        if (!matcher.find()) {
            return name;
        }
        String between = matcher.group(1).isEmpty() ? "" : matcher.group(2);
        return name.substring(0, matcher.start()) + between + name.substring(matcher.end());
    }
}
