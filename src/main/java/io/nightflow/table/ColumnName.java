package io.nightflow.table;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.RegisterUnit;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import java.text.Normalizer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
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

    static final Set<String> NOTHING = Set.of(
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
    private static final Set<String> OF_STORAGE = Set.of(
            "insert",
            "inserted",
            "create",
            "created",
            "creation",
            "upload",
            "uploaded",
            "update",
            "updated",
            "receive",
            "received",
            "export",
            "exported",
            "server",
            "ingest",
            "ingested",
            "modified",
            "changed",
            "import",
            "imported",
            "stored",
            "written",
            "등록일시",
            "입력일시",
            "수정일시");
    private static final Set<String> OF_SPANS = Set.of(
            "start", "end", "stop", "begin", "from", "to", "until", "von", "bis", "ende", "inizio", "fine", "시작", "종료");
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
    private static final Pattern UNIT = Pattern.compile("[\\[(]\\s*([^\\])]{1,40})\\s*[\\])]\\s*$");
    private static final Pattern KNOWN_INSIDE = Pattern.compile("[\\[(]\\s*([^\\])]{1,40}?)\\s*[\\])]");
    private static final Pattern AT_END = Pattern.compile("^(.*\\S)[\\s_]+(\\S*[/\\d\u00B3\u00B2]\\S*|\\S{3,16})$");
    private static final Pattern SNAKE =
            Pattern.compile("(.*\\S)_(l|m3|ml|kl)_(s|sec|min|h|hr|d|day)", Pattern.CASE_INSENSITIVE);
    private static final Pattern A_NAME = Pattern.compile("\\p{Lu}\\p{Ll}{3,}|\\p{IsHangul}+");
    private static final Set<String> OF_OTHERS = Set.of(
            "rpm", "%", "°c", "℃", "°f", "v", "mv", "a", "ma", "kw", "kwh", "w", "hz", "mg/l", "㎎/l", "ntu", "fnu",
            "ftu", "µs/cm", "us/cm", "μs/cm", "mm", "cm", "dbm", "db", "ppm", "kg", "s", "min", "h", "m/s", "mps",
            "ph");
    private static final Pattern LIKE_A_UNIT =
            Pattern.compile("^\\S{1,16}$|\\bper\\b|/|lit(?:er|re)|gallon|cubic", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE_ZONE = Pattern.compile("(?<=[a-z])(?=(?:UTC|GMT)$)");
    private static final Pattern SOME_ZONE = Pattern.compile(
            "(?:^|[^\\p{L}])([ECMP][SD]T|CES?T|MES?Z|WES?T|EES?T|BST|IST|A[ECW][SD]T|NZ[SD]T|SAST|MSK)(?:[^\\p{L}]|$)");

    static ColumnName of(String raw) {
        String text = plain(raw).replaceFirst("^#\\s*(?=\\p{L})", "");
        Parted parted = Parted.of(text);
        String unitText = parted.unit();
        Optional<RegisterUnit> register = RegisterUnit.find(unitText);
        boolean volume = register.isPresent() || COUNTS.contains(unitText.toLowerCase(Locale.ROOT));
        NameWords words = NameWords.of(parted.bare());
        Optional<Unit> unit = unit(unitText, words);
        boolean other = OF_OTHERS.contains(unitText.toLowerCase(Locale.ROOT)) && unit.isEmpty() && !volume;
        boolean unknown = !unitText.isEmpty() && unit.isEmpty() && !volume && !other;
        boolean nothing = NOTHING.contains(parted.bare().toLowerCase(Locale.ROOT));
        return new ColumnName(
                text,
                other && words.meaning() != Meaning.TIME ? Meaning.OTHER : byUnit(words.meaning(), unit, volume),
                unit,
                unknown,
                register,
                (words.isWhole() && words.meaning() != Meaning.SENSOR) || nothing ? "" : words.rest(parted.bare()));
    }

    /** Brackets and slashes of full width as they are on other keyboards. */
    private static String plain(String raw) {
        return raw.strip()
                .replace('\uFF08', '(')
                .replace('\uFF09', ')')
                .replace('\uFF3B', '[')
                .replace('\uFF3D', ']')
                .replace('\uFF0F', '/');
    }

    /** A name without its unit, which stands in brackets or at its end; the unit is empty for none. */
    private record Parted(String bare, String unit) {
        static Parted of(String text) {
            Matcher inside = KNOWN_INSIDE.matcher(text);
            Matcher atEnd = UNIT.matcher(text);
            boolean isInside = inside.find() && isUnit(inside.group(1));
            Matcher bracket = isInside ? inside : atEnd;
            boolean isUnit = isInside
                    || (atEnd.find()
                            && LIKE_A_UNIT.matcher(atEnd.group(1)).find()
                            && !A_NAME.matcher(atEnd.group(1)).matches());
            if (isUnit) {
                String bare = bracket.replaceFirst(" ").strip().replaceAll("\\s+", " ");
                bracket.reset();
                return new Parted(bare, bracket.find() ? bracket.group(1).strip() : "");
            }
            Matcher snake = SNAKE.matcher(text);
            if (snake.matches()) { // flow_l_s
                return new Parted(snake.group(1), snake.group(2) + "/" + snake.group(3));
            }
            Matcher last = AT_END.matcher(text);
            return last.matches() && isUnit(last.group(2))
                    ? new Parted(last.group(1), last.group(2))
                    : new Parted(text, "");
        }
    }

    private static boolean isUnit(String text) {
        return Unit.find(text).isPresent() || RegisterUnit.find(text).isPresent();
    }

    private static Optional<Unit> unit(String inBrackets, NameWords words) {
        Optional<Unit> unit =
                words.meaning() == Meaning.PRESSURE ? Unit.find(Quantity.PRESSURE, inBrackets) : Unit.find(inBrackets);
        return unit.or(words::unit);
    }

    private static String withoutUnit(String name) {
        return name.replaceAll("[\\[(].*", "").strip();
    }

    /** Whether a name says itself that it is of a register, and not of a volume alone. */
    static boolean isRegister(String name) {
        String bare = withoutUnit(name);
        return NameWords.parts(bare).anyMatch(part -> REGISTERS.contains(part.toLowerCase(Locale.ROOT)))
                || REGISTERS.contains(bare.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT));
    }

    /**
     * How surely a column that holds times is named as the one that counts: 3 by its whole name, 2 by a word of it, 1 for any
     * name, 0 where it says when a row was stored, sent or exported.
     */
    int timeRank() {
        List<String> words = NameWords.inSmallLetters(text);
        if (words.stream().anyMatch(OF_STORAGE::contains)) {
            return 0;
        }
        boolean speaks = words.stream().anyMatch(word -> ColumnWords.meaning(word) == Meaning.TIME);
        return meaning == Meaning.TIME ? 3 : speaks ? 2 : 1;
    }

    /** The zone that the name of a column of times says, such as {@code Time (UTC)} or {@code GMT-05:00}. */
    Optional<ZoneId> zone() {
        if (NameWords.parts(text).anyMatch(part -> part.equals("KST") || part.equals("JST"))) {
            return Optional.of(ZoneOffset.ofHours(9));
        }
        Matcher zone = ZONE.matcher(BEFORE_ZONE.matcher(text).replaceAll(" "));
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

    /** Whether it names the beginning or the end of something. */
    boolean speaksOfSpan() {
        return NameWords.inSmallLetters(text).stream().anyMatch(OF_SPANS::contains);
    }

    /** A zone of clocks that may or may not be turned in summer, such as EST; empty for none. */
    Optional<String> someZone() {
        Matcher zone = SOME_ZONE.matcher(text);
        return zone.find() ? Optional.of(zone.group(1)) : Optional.empty();
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
