package io.nightflow.tap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What leaves the house as JSON, an object each with the names and in the order of its record, an array where there are
 * several. The form is stable: names are added at the end, none is taken away or changed.
 */
public final class TapJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter WRITER = MAPPER.writer();
    private static final ObjectReader READINGS = MAPPER.readerFor(new TypeReference<List<Map<String, Object>>>() {});

    private TapJson() {}

    /** One as an object. */
    public static String of(Tapped one) {
        return write(one);
    }

    /** Several as an array. */
    public static String of(List<? extends Tapped> several) {
        return write(several);
    }

    /** A record, or names and values, as an object. */
    public static String text(Object object) {
        return write(object);
    }

    /** One as names and values. */
    public static Map<String, Object> map(Tapped one) {
        return MAPPER.convertValue(one, new TypeReference<>() {});
    }

    /**
     * An object or an array of objects as names and values.
     *
     * @throws IllegalArgumentException it is none; the message says where.
     */
    public static List<Map<String, Object>> read(String json) {
        try {
            return READINGS.readValue(array(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "must be a JSON object or an array of objects: " + e.getOriginalMessage()
                            + " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")",
                    e);
        }
    }

    /**
     * One or several of a kind.
     *
     * @throws IllegalArgumentException it is none, or has other names; the message says where.
     */
    public static List<Tapped> parse(TapKind kind, String json) {
        try {
            List<Tapped> all = new ArrayList<>();
            for (JsonNode each : MAPPER.readTree(array(json))) {
                all.add(MAPPER.treeToValue(each, kind.record()));
            }
            return all;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "must be what nightflow:" + kind.word() + " gives: " + e.getOriginalMessage(), e);
        }
    }

    /** An object alone is an array of one. */
    private static String array(String json) {
        String text = json.strip();
        return text.startsWith("{") ? "[" + text + "]" : text;
    }

    private static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing JSON: " + e.getMessage(), e); // records of texts and numbers only
        }
    }
}
