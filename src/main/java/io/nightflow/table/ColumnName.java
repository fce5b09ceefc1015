package io.nightflow.table;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import java.text.Normalizer;
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
 * @param isVolume whether its unit is one of volume, as registers have.
 * @param rest the name without unit and without words of the meaning; names the sensor in a table with a column a sensor.
 */
record ColumnName(String text, Meaning meaning, Optional<Unit> unit, boolean isVolume, String rest) {
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
        /** How far a reading can be trusted. */
        QUALITY,
        /** The name does not say. */
        UNKNOWN
    }

    private static final Set<String> TIME = Set.of(
            "timestamp",
            "time",
            "date",
            "datetime",
            "date_time",
            "date/time",
            "ts",
            "epoch",
            "unixtime",
            "zeit",
            "datum",
            "uhrzeit",
            "zeitstempel",
            "fecha",
            "hora",
            "heure",
            "horodatage",
            "data",
            "ora",
            "dataora",
            "tijd",
            "일시",
            "날짜",
            "시간",
            "시각",
            "일자",
            "측정일시",
            "측정시간",
            "수집일시",
            "기록일시",
            "log_time",
            "logtime",
            "measured_at",
            "_time");
    private static final Set<String> SENSOR = Set.of(
            "sensor",
            "sensor_id",
            "sensorid",
            "meter",
            "meter_id",
            "device",
            "device_id",
            "tag",
            "point",
            "name",
            "zone",
            "dma",
            "site",
            "location",
            "station",
            "zähler",
            "messstelle",
            "compteur",
            "contador",
            "contatore",
            "센서",
            "계측기",
            "지점",
            "지점명",
            "블록",
            "블록명",
            "태그",
            "관측소");
    private static final Set<String> FLOW = Set.of(
            "flow",
            "flowrate",
            "q",
            "discharge",
            "inflow",
            "demand",
            "durchfluss",
            "debit",
            "débit",
            "caudal",
            "portata",
            "debiet",
            "유량",
            "순시유량",
            "유입유량",
            "유입");
    private static final Set<String> PRESSURE =
            Set.of("pressure", "press", "druck", "pression", "presion", "presión", "pressione", "druk", "압력", "수압");
    private static final Set<String> TOTAL = Set.of(
            "total",
            "totaliser",
            "totalizer",
            "register",
            "volume",
            "index",
            "counter",
            "cumulative",
            "zählerstand",
            "zaehlerstand",
            "volumen",
            "lectura",
            "lettura",
            "적산",
            "적산유량",
            "누적",
            "누적유량",
            "지침",
            "검침값");
    private static final Set<String> QUALITY = Set.of("quality", "qualität", "status", "품질");
    private static final Set<String> NOTHING = Set.of(
            "value", "val", "values", "wert", "messwert", "valeur", "valor", "valore", "waarde", "값", "측정값", "reading");
    private static final Set<String> VOLUMES =
            Set.of("m3", "m³", "㎥", "l", "litre", "liter", "kl", "ml", "gal", "ft3", "pulses");
    private static final Pattern UNIT = Pattern.compile("[\\[(]\\s*([^\\])]{1,16})\\s*[\\])]\\s*$");
    private static final String SEPARATORS = "[\\s_./:|-]+";
    private static final Pattern PARTS = Pattern.compile(SEPARATORS);
    private static final int ID_MAX = 32;

    static ColumnName of(String raw) {
        String text = raw.strip();
        Matcher bracket = UNIT.matcher(text);
        String unitText = bracket.find() ? bracket.group(1) : "";
        String bare =
                unitText.isEmpty() ? text : text.substring(0, bracket.start()).strip();
        Optional<Unit> unit = Unit.find(unitText);
        boolean volume = VOLUMES.contains(unitText.toLowerCase(Locale.ROOT).strip());
        Meaning whole = meaning(bare.toLowerCase(Locale.ROOT));
        if (whole != Meaning.UNKNOWN || NOTHING.contains(bare.toLowerCase(Locale.ROOT))) {
            return new ColumnName(text, byUnit(whole, unit, volume), unit, volume, "");
        }
        Meaning found = Meaning.UNKNOWN;
        String rest = bare;
        for (String part : PARTS.split(bare, -1)) {
            Meaning meaning = meaning(part.toLowerCase(Locale.ROOT));
            boolean told = meaning == Meaning.FLOW || meaning == Meaning.PRESSURE || meaning == Meaning.TOTAL;
            if (told && found == Meaning.UNKNOWN) {
                found = meaning;
                rest = without(bare, part);
            }
        }
        return new ColumnName(text, byUnit(found, unit, volume), unit, volume, rest);
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
        if (word == Meaning.TIME || word == Meaning.SENSOR || word == Meaning.QUALITY) {
            return word;
        }
        if (volume) {
            return Meaning.TOTAL;
        }
        return unit.map(each -> each.quantity() == Quantity.FLOW ? Meaning.FLOW : Meaning.PRESSURE)
                .orElse(word);
    }

    private static Meaning meaning(String word) {
        if (TIME.contains(word)) {
            return Meaning.TIME;
        }
        if (SENSOR.contains(word)) {
            return Meaning.SENSOR;
        }
        if (FLOW.contains(word)) {
            return Meaning.FLOW;
        }
        if (PRESSURE.contains(word)) {
            return Meaning.PRESSURE;
        }
        if (TOTAL.contains(word)) {
            return Meaning.TOTAL;
        }
        return QUALITY.contains(word) ? Meaning.QUALITY : Meaning.UNKNOWN;
    }

    /** The sensor that a name stands for: the name itself where it can be one, else its letters; empty where none is left. */
    static Optional<SensorId> sensor(String name) {
        if (SensorId.isValid(name)) {
            return Optional.of(new SensorId(name));
        }
        String latin = Normalizer.normalize(Hangul.romanized(name), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9_.-]+", "-")
                .replaceAll("^-+|-+$", "");
        String id = latin.length() > ID_MAX ? latin.substring(0, ID_MAX) : latin;
        return SensorId.isValid(id) ? Optional.of(new SensorId(id)) : Optional.empty();
    }
}
