package io.nightflow.table;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import java.text.Normalizer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column's name says, in the languages that tables come in: what it holds, in which unit, and of which sensor.
 *
 * @param text as it stands there.
 * @param meaning what it holds, as far as the name says.
 * @param unit of its values, where the name has one.
 * @param hasUnknownUnit whether brackets at its end hold what is no unit that is known.
 * @param register what one count is, where the name has a unit of volume.
 * @param rest the name without unit and without words of the meaning; names the sensor in a table with a column a sensor.
 */
record ColumnName(
        String text,
        Meaning meaning,
        Optional<Unit> unit,
        boolean hasUnknownUnit,
        Optional<RegisterUnit> register,
        String rest) {
    /** What a column holds. */
    enum Meaning {
        /** Date and time, or either of them. */
        TIME,
        /** The name of a sensor. */
        SENSOR,
        /** Flow. */
        FLOW,
        /** Pressure. */
        PRESSURE,
        /** A register, which only rises. */
        TOTAL,
        /** The volume of the row's interval. */
        VOLUME,
        /** How far a reading can be trusted. */
        QUALITY,
        /** Something else, or a row's own number. */
        OTHER,
        /** Which quantity a row is of. */
        PARAMETER,
        /** The name does not say. */
        UNKNOWN
    }

    private static final Set<String> NOTHING = Set.of(
            "value",
            "_value",
            "val",
            "values",
            "wert",
            "messwert",
            "valeur",
            "valor",
            "valore",
            "waarde",
            "값",
            "측정값",
            "reading");
    private static final Set<String> COUNTS = Set.of("pulses", "pulse", "imp", "impulse", "counts", "count", "펄스");
    private static final Set<String> REGISTERS = Set.of(
            "total",
            "totaliser",
            "totalizer",
            "register",
            "index",
            "counter",
            "cumulative",
            "zählerstand",
            "zaehlerstand",
            "lectura",
            "lettura",
            "meterread",
            "meterreading",
            "적산",
            "적산유량",
            "누적",
            "누적유량",
            "지침",
            "검침값");
    private static final Pattern ZONE = Pattern.compile(
            "(?:^|[^\\p{L}])(?:UTC|GMT)\\s*(?:(?<h>[+-]\\d{1,2})(?::?(?<m>\\d{2}))?)?(?:[^\\p{L}]|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UNIT = Pattern.compile("[\\[(]\\s*([^\\])]{1,16})\\s*[\\])]\\s*$");
    private static final Pattern KNOWN_INSIDE = Pattern.compile("[\\[(]\\s*([^\\])]{1,16}?)\\s*[\\])]");
    private static final String SEPARATORS = "[\\s_./:|-]+";
    private static final Pattern PARTS = Pattern.compile(SEPARATORS);

    static ColumnName of(String raw) {
        String text = raw.strip().replaceFirst("^#\\s*(?=\\p{L})", "");
        Matcher inside = KNOWN_INSIDE.matcher(text);
        Matcher atEnd = UNIT.matcher(text);
        boolean isInside = inside.find() && isUnit(inside.group(1));
        Matcher bracket = isInside ? inside : atEnd;
        String inBrackets = isInside || atEnd.find() ? bracket.group(1).strip() : "";
        String bare =
                inBrackets.isEmpty() ? text : bracket.replaceFirst(" ").strip().replaceAll("\\s+", " ");
        Optional<RegisterUnit> register = RegisterUnit.find(inBrackets);
        boolean volume = register.isPresent() || COUNTS.contains(inBrackets.toLowerCase(Locale.ROOT));
        Words words = Words.of(bare);
        Optional<Unit> unit = unit(inBrackets, words);
        boolean unknown = !inBrackets.isEmpty() && unit.isEmpty() && !volume;
        boolean nothing = NOTHING.contains(bare.toLowerCase(Locale.ROOT));
        return new ColumnName(
                text,
                byUnit(words.meaning(), unit, volume),
                unit,
                unknown,
                register,
                (words.isWhole() && words.meaning() != Meaning.SENSOR) || nothing ? "" : words.rest(bare));
    }

    private static boolean isUnit(String text) {
        return Unit.find(text).isPresent() || RegisterUnit.find(text).isPresent();
    }

    private static Optional<Unit> unit(String inBrackets, Words words) {
        Optional<Unit> unit =
                words.meaning() == Meaning.PRESSURE ? Unit.find(Quantity.PRESSURE, inBrackets) : Unit.find(inBrackets);
        return unit.or(words::unit);
    }

    /**
     * The words of a name: what they mean together or one of them, which of them is a unit, and what is left.
     *
     * @param isWhole whether all of it has a meaning.
     */
    private record Words(Meaning meaning, Optional<Unit> unit, String rest, boolean isWhole) {
        /** A word for sensors in general is the name of one where the column holds its values. */
        String rest(String bare) {
            return isWhole && meaning == Meaning.SENSOR ? bare : rest;
        }

        static Words of(String bare) {
            String lower = bare.toLowerCase(Locale.ROOT);
            Meaning whole = ColumnWords.meaning(lower);
            whole = whole == Meaning.UNKNOWN ? ColumnWords.meaning(lower.replaceAll("[\\s_-]", "")) : whole;
            if (whole != Meaning.UNKNOWN) {
                return new Words(whole, Optional.empty(), "", true);
            }
            Meaning found = Meaning.UNKNOWN;
            Optional<Unit> unit = Optional.empty();
            String rest = bare;
            for (String part : PARTS.split(bare, -1)) {
                Meaning meaning = ColumnWords.meaning(part.toLowerCase(Locale.ROOT));
                boolean counts = meaning == Meaning.TOTAL || meaning == Meaning.VOLUME;
                boolean told = meaning == Meaning.FLOW || meaning == Meaning.PRESSURE || counts;
                boolean other = meaning == Meaning.OTHER && part.length() > 3;
                Optional<Unit> ofPart = part.length() > 2 ? Unit.find(part) : Optional.empty();
                if (told || other) {
                    found = found == Meaning.UNKNOWN || counts || other ? meaning : found;
                    rest = without(rest, part);
                } else if (ofPart.isPresent() && !bare.equals(part)) {
                    unit = ofPart;
                    rest = without(rest, part);
                }
            }
            return new Words(found, unit, rest, rest.isBlank());
        }
    }

    String withoutUnit() {
        return withoutUnit(text);
    }

    static String withoutUnit(String name) {
        return name.replaceAll("[\\[(].*", "").strip();
    }

    /** Whether a name says itself that it is of a register, and not of a volume alone. */
    static boolean isRegister(String name) {
        String bare = withoutUnit(name);
        return PARTS.splitAsStream(bare).anyMatch(part -> REGISTERS.contains(part.toLowerCase(Locale.ROOT)))
                || REGISTERS.contains(bare.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT));
    }

    /** The zone that the name of a column of times says, such as {@code Time (UTC)} or {@code GMT-05:00}. */
    Optional<ZoneId> zone() {
        Matcher zone = ZONE.matcher(text);
        if (!zone.find()) {
            return Optional.empty();
        }
        String hours = zone.group("h");
        if (hours == null) {
            return Optional.of(ZoneOffset.UTC);
        }
        int sign = hours.startsWith("-") ? -1 : 1;
        int minutes = zone.group("m") == null ? 0 : Integer.parseInt(zone.group("m"));
        int whole = Math.abs(Integer.parseInt(hours));
        return whole > 18 ? Optional.empty() : Optional.of(ZoneOffset.ofHoursMinutes(sign * whole, sign * minutes));
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

    /** A unit says more than a word. */
    private static Meaning byUnit(Meaning word, Optional<Unit> unit, boolean volume) {
        boolean ofSensor = word == Meaning.SENSOR && unit.isEmpty() && !volume; // a column may be called dma [m3]
        if (word == Meaning.TIME || ofSensor || word == Meaning.QUALITY || word == Meaning.OTHER) {
            return word;
        }
        if (volume) {
            return word == Meaning.VOLUME ? word : Meaning.TOTAL;
        }
        return unit.map(each -> each.quantity() == Quantity.FLOW ? Meaning.FLOW : Meaning.PRESSURE)
                .orElse(word);
    }

    /** The sensor that a name stands for: the name itself where it can be one, else its letters; empty where none is left. */
    static Optional<SensorId> sensor(String name) {
        if (SensorId.isValid(name)) {
            return Optional.of(new SensorId(name));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        String latin = Normalizer.normalize(Hangul.romanized(name), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9_.-]+", "-")
                .replaceAll("^-+|-+$", "");
        return SensorId.isValid(latin) ? Optional.of(new SensorId(latin)) : Optional.empty();
    }
}
