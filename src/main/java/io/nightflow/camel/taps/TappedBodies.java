package io.nightflow.camel.taps;

import io.nightflow.tap.TapJson;
import io.nightflow.tap.TapKind;
import io.nightflow.tap.Tapped;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;

/** Several that are one body; wherever a text is wanted it is a JSON array, and a single one a JSON object. */
public final class TappedBodies extends AbstractList<Tapped> {
    private final List<Tapped> all;

    TappedBodies(List<Tapped> all) {
        this.all = all;
    }

    @Override
    public Tapped get(int index) {
        return all.get(index);
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public String toString() {
        return TapJson.of(all);
    }

    /**
     * What a tap would hand over: one where the text is a JSON object, several where it is an array.
     *
     * @throws IllegalArgumentException it is neither, or has other names; the message says where.
     */
    public static Object parse(TapKind kind, String json) {
        List<Tapped> all = TapJson.parse(kind, json);
        return json.strip().startsWith("{") ? all.get(0) : new TappedBodies(all);
    }

    /** Teaches Camel what they are as a text, as bytes, and as a map. */
    static void teach(TypeConverterRegistry registry) {
        teach(registry, TappedBodies.class, TappedBodies::toString);
        for (TapKind kind : TapKind.values()) {
            Class<? extends Tapped> one = kind.record();
            teach(registry, one, TapJson::of);
            registry.addTypeConverter(
                    Map.class,
                    one,
                    new SimpleTypeConverter(false, (type, exchange, value) -> TapJson.map(one.cast(value))));
        }
    }

    private static <T> void teach(TypeConverterRegistry registry, Class<T> from, Function<T, String> json) {
        add(registry, String.class, from, json);
        add(registry, byte[].class, from, value -> json.apply(value).getBytes(StandardCharsets.UTF_8));
        add(
                registry,
                InputStream.class,
                from,
                value -> new ByteArrayInputStream(json.apply(value).getBytes(StandardCharsets.UTF_8)));
    }

    private static <T> void add(TypeConverterRegistry registry, Class<?> to, Class<T> from, Function<T, ?> conversion) {
        registry.addTypeConverter(
                to,
                from,
                new SimpleTypeConverter(
                        false, (Class<?> type, Exchange exchange, Object value) -> conversion.apply(from.cast(value))));
    }
}
